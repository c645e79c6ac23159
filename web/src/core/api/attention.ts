import type { AvailabilityDto, ChannelNotificationsDto, NotificationSettingsDto, StatusDto } from "../../contracts";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import { notificationSettings } from "../../contracts/notificationDecoders";
import { type Http, segment } from "./http";

export const putStatus = (http: Http, status: StatusDto): Promise<StatusDto> => http.send("PUT", "/me/status", decode.status, status);
export const deleteStatus = (http: Http): Promise<null> => http.send("DELETE", "/me/status", nothing);

export const putAvailability = (http: Http, availability: AvailabilityDto): Promise<AvailabilityDto> =>
  http.send("PUT", "/me/availability", decode.availability, availability);

export const getNotifications = (http: Http): Promise<NotificationSettingsDto> => http.get("/me/notifications", notificationSettings);
export const putNotifications = (http: Http, settings: NotificationSettingsDto): Promise<NotificationSettingsDto> =>
  http.send("PUT", "/me/notifications", notificationSettings, settings);

export const putChannelNotifications = (
  http: Http,
  channelId: string,
  settings: ChannelNotificationsDto,
): Promise<ChannelNotificationsDto> =>
  http.send("PUT", `/channels/${segment(channelId)}/notifications`, decode.channelNotifications, settings);
