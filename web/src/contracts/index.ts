export type * from "./api";
export { weekdays } from "./attention";
export { closeCodes, reconnects } from "./closeCodes";
export { DecodeError, type Decoder } from "./decode";
export type * from "./frames";
export { limits } from "./limits";
export { problemCodes } from "./problems";
