import type { FileDto, FileLimitsDto } from "../../contracts";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import { type Http, query, segment } from "./http";

export interface FileDescription {
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly blur: string | null;
}

export const fileUrl = (fileId: string): string => `/api/v1/files/${segment(fileId)}`;

export const uploadUrl = (channelId: string, file: FileDescription): string =>
  `/api/v1/channels/${segment(channelId)}/files${query({ ...file })}`;

export const getFileLimits = (http: Http): Promise<FileLimitsDto> => http.get("/files/limits", decode.fileLimits);

/** Says what a picture shows, before a message has it. */
export const describeFile = (http: Http, fileId: string, alt: string): Promise<FileDto> =>
  http.send("PATCH", `/files/${segment(fileId)}`, decode.file, { alt });

export const discardFile = (http: Http, fileId: string): Promise<null> => http.send("DELETE", `/files/${segment(fileId)}`, nothing);
