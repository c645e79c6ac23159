import { useState } from "preact/hooks";
import type { FileDto } from "../../contracts";
import { fileUrl } from "../../core/api/files";
import { laterMessages } from "../../ui/laterMessages";
import { CodeBlock } from "../../ui/markdown/CodeBlock";
import { languageOf } from "./languageOf";
import "./textFile.css";

const texts = laterMessages.textFile;

/** What is looked at of a text; the rest is a download. */
const mostBytes = 64 * 1024;

type Content =
  | { readonly name: "closed" }
  | { readonly name: "loading" }
  | { readonly name: "open"; readonly text: string }
  | { readonly name: "failed" };

/** A file of text: its beginning opens in the message, as text and in colours, whatever it is. */
export function TextFile({ file }: { readonly file: FileDto }) {
  const [content, setContent] = useState<Content>({ name: "closed" });
  const isOpen = content.name !== "closed";
  const open = async () => {
    setContent({ name: "loading" });
    try {
      setContent({ name: "open", text: await readBeginning(file) });
    } catch {
      setContent({ name: "failed" });
    }
  };
  return (
    <>
      <button
        type="button"
        class="button small"
        aria-expanded={isOpen}
        aria-label={isOpen ? texts.hideName(file.name) : texts.showName(file.name)}
        onClick={() => (isOpen ? setContent({ name: "closed" }) : void open())}
      >
        {isOpen ? texts.hide : texts.show}
      </button>
      {content.name === "loading" && <p class="muted">{texts.loading}</p>}
      {content.name === "failed" && (
        <p class="upload-problem" role="alert">
          {texts.failed}
        </p>
      )}
      {content.name === "open" && (
        <div class="text-file-content">
          <CodeBlock language={languageOf(file.name)} text={content.text} />
          {file.bytes > mostBytes && <p class="muted">{texts.more}</p>}
        </div>
      )}
    </>
  );
}

async function readBeginning(file: FileDto): Promise<string> {
  if (file.bytes === 0) {
    return "";
  }
  const answer = await fetch(fileUrl(file.id), { headers: { Range: `bytes=0-${mostBytes - 1}` } });
  if (!answer.ok) {
    throw new Error(`The file was answered ${answer.status}.`);
  }
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  // Where it is cut in the middle of a character there is half of one.
  return file.bytes > mostBytes ? text.replace(/\uFFFD+$/, "") : text;
}
