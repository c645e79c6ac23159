import type { CustomEmojiDto } from "../../contracts/customEmoji";
import { getEmoji } from "../api/emoji";
import type { Http } from "../api/http";
import type { Clock } from "../clock";
import { WorkspaceLists } from "../workspaceLists";

/** The emoji of each workspace's own; by name, the addresses of their pictures. */
export class CustomEmoji extends WorkspaceLists<CustomEmojiDto, string> {
  constructor(http: Http, clock: Clock, random: () => number) {
    super({ clock, random, ask: async (workspaceId) => (await getEmoji(http, workspaceId)).emoji, valueOf: ({ url }) => url });
  }
}
