import type { DraftDto, DraftList } from "../../contracts";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import type { DraftPlace } from "../drafts/draftStore";
import { type Http, query, segment } from "./http";

export const getDrafts = (http: Http): Promise<DraftList> => http.get("/me/drafts", decode.draftList);

export const putDraft = (http: Http, place: DraftPlace, text: string): Promise<DraftDto> =>
  http.send("PUT", draftPath(place), decode.draft, { text });

export const deleteDraft = (http: Http, place: DraftPlace): Promise<null> => http.send("DELETE", draftPath(place), nothing);

const draftPath = ({ channelId, threadSeq }: DraftPlace): string => `/channels/${segment(channelId)}/draft${query({ threadSeq })}`;
