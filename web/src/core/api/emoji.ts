import type { CustomEmojiList } from "../../contracts/customEmoji";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import { type Http, segment } from "./http";

const pathOf = (workspaceId: string) => `/workspaces/${segment(workspaceId)}/emoji`;

export const getEmoji = (http: Http, workspaceId: string): Promise<CustomEmojiList> =>
  http.get(pathOf(workspaceId), decode.customEmojiList);

export const putEmoji = (http: Http, workspaceId: string, name: string, picture: Blob): Promise<unknown> =>
  http.send("PUT", `${pathOf(workspaceId)}/${segment(name)}`, (value) => value, picture);

export const deleteEmoji = (http: Http, workspaceId: string, name: string): Promise<null> =>
  http.send("DELETE", `${pathOf(workspaceId)}/${segment(name)}`, nothing);
