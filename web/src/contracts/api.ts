/**
 * The shapes of the REST interface. They are written by hand after `Parley.Contracts`, with the same names; `tools/contracts`
 * generates `schema.d.ts` from `docs/openapi.json`; once that gives every member a type (its times have none), each name here becomes `components["schemas"][name]`.
 */
export type * from "./accounts";
export type * from "./attention";
export type * from "./channels";
export type * from "./drafts";
export type * from "./events";
export type * from "./files";
export type * from "./messages";
export type { ProblemDto } from "./problems";
export type * from "./search";
export type * from "./threads";
export type * from "./workspaces";
