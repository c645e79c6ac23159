import { useState } from "preact/hooks";
import { limits } from "../../contracts";
import type { Upload, Uploads } from "../../core/files/uploads";
import { laterMessages } from "../../ui/laterMessages";
import { describeError } from "../describeError";

const texts = laterMessages.describePicture;

/** What a picture shows, in words, before it is sent. It is kept when one goes on. */
export function DescribePicture({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) {
  const [problem, setProblem] = useState<string | null>(null);
  const keep = (alt: string) => {
    uploads.describe(upload.id, alt.trim()).then(
      () => setProblem(null),
      (error) => setProblem(describeError(error)),
    );
  };
  return (
    <>
      <input
        class="describe-picture"
        maxLength={limits.fileAltCharacters}
        aria-label={texts.label(upload.content.name)}
        placeholder={texts.placeholder}
        onBlur={(event) => keep(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing) {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
      />
      {problem !== null && (
        <span class="upload-problem" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
