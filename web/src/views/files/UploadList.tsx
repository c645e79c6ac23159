import type { Upload, UploadState, Uploads } from "../../core/files/uploads";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { lazy } from "../lazy";
import { formatBytes } from "./formatBytes";

const DescribePicture = lazy(() => import("./DescribePicture").then((module) => module.DescribePicture));

/** What waits to go with the next message. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  const items = uploads.items.value;
  if (items.length === 0) {
    return null;
  }
  return (
    <ul class="uploads" aria-label={messages.files.waiting}>
      {items.map((upload) => (
        <UploadRow key={upload.id} upload={upload} uploads={uploads} />
      ))}
    </ul>
  );
}

function UploadRow({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) {
  const { id, content, state } = upload;
  const problem = problemOf(state);
  return (
    <li class="upload">
      <Icon name="file" size={16} />
      <span class="file-name clip">{content.name}</span>
      <span class="muted">{formatBytes(content.size)}</span>
      {state.name === "sending" && (
        <progress
          aria-label={messages.files.progress(content.name)}
          max={Math.max(1, content.size)}
          value={Math.min(state.sentBytes, content.size)}
        />
      )}
      {state.name === "done" && state.file.width !== null && <DescribePicture upload={upload} uploads={uploads} />}
      {problem !== null && (
        <span class="upload-problem" role="alert">
          {problem}
        </span>
      )}
      {state.name === "failed" && (
        <button type="button" class="link-button" onClick={() => uploads.tryAgain(id)}>
          {messages.common.tryAgain}
        </button>
      )}
      <IconButton icon="close" size={14} label={messages.files.remove(content.name)} onClick={() => uploads.remove(id)} />
    </li>
  );
}

function problemOf(state: UploadState): string | null {
  switch (state.name) {
    case "tooLarge":
      return messages.files.tooLarge(formatBytes(state.maxBytes));
    case "failed":
      return state.problem?.detail ?? state.problem?.title ?? messages.files.notSent;
    default:
      return null;
  }
}
