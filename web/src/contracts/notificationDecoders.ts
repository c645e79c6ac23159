import { type NotificationSettingsDto, type QuietHoursDto, weekdays } from "./attention";
import { boolean, list, nullable, oneOf, shape, text } from "./decode";

const quietHours = shape<QuietHoursDto>({ days: list(oneOf(...weekdays)), from: text, to: text, timeZone: text });

export const notificationSettings = shape<NotificationSettingsDto>({
  level: oneOf("everything", "mentions", "nothing"),
  quietHours: nullable(quietHours),
  sound: boolean,
  hidesContent: boolean,
});
