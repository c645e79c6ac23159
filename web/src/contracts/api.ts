/**
 * The shapes of the REST interface. They are written by hand after `Parley.Contracts`, with the same names; once `docs/openapi.json` is there,
 * `tools/contracts` generates `schema.d.ts` from it, and each name here becomes `components["schemas"][name]`.
 */
export type * from "./accounts";
export type * from "./channels";
export type * from "./events";
export type * from "./messages";
export type { ProblemDto } from "./problems";
export type * from "./workspaces";
