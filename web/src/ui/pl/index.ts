import type { Catalogue } from "../language";
import { later } from "./later";
import { messages } from "./messages";
import { problems } from "./problems";

export const pl: Catalogue = { messages, later, problems };
