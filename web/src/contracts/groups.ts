/** People of a workspace who are called together, by `@name`. */
export interface GroupDto {
  /** In lower case, and no username of the workspace. */
  readonly name: string;
  readonly accountIds: readonly string[];
  readonly changedAt: string;
}

export interface GroupList {
  /** In order of name. */
  readonly groups: readonly GroupDto[];
}

export interface PutGroupRequest {
  /** Everyone who is in the group from now on. */
  readonly accountIds: readonly string[];
}
