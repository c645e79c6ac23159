import type { GroupDto } from "../../contracts/groups";
import { getGroups } from "../api/groups";
import type { Http } from "../api/http";
import type { Clock } from "../clock";
import { WorkspaceLists } from "../workspaceLists";

export interface GroupsServices {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether the account is told of the groups of the workspace: guests are not. */
  readonly maySee: (workspaceId: string) => boolean;
}

/** The groups of people of each workspace; none where they are not to be seen, and then they are not asked for. */
export class Groups extends WorkspaceLists<GroupDto, GroupDto> {
  constructor({ http, clock, random, maySee }: GroupsServices) {
    super({
      clock,
      random,
      ask: async (workspaceId) => (maySee(workspaceId) ? (await getGroups(http, workspaceId)).groups : []),
      valueOf: (group) => group,
    });
  }
}
