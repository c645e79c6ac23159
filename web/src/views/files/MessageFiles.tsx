import { useState } from "preact/hooks";
import type { FileDto } from "../../contracts";
import { fileUrl } from "../../core/api/files";
import { blurUrl, boxOf, isText, kindOf } from "../../core/files/kinds";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { lazy } from "../lazy";
import { formatBytes } from "./formatBytes";

const Lightbox = lazy(() => import("./Lightbox").then((module) => module.Lightbox));

const TextFile = lazy(() => import("./TextFile").then((module) => module.TextFile));

/** The files of a message: pictures, sounds and films to look at, everything else to download. */
export function MessageFiles({ files }: { readonly files: readonly FileDto[] }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const images = files.filter((file) => kindOf(file) === "image");
  return (
    <div class="files">
      {files.map((file) => (
        <MessageFile key={file.id} file={file} onOpen={() => setOpenId(file.id)} />
      ))}
      {openId !== null && <Lightbox images={images} openId={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />}
    </div>
  );
}

function MessageFile({ file, onOpen }: { readonly file: FileDto; readonly onOpen: () => void }) {
  switch (kindOf(file)) {
    case "image":
      return <Picture file={file} onOpen={onOpen} />;
    case "audio":
      return (
        <figure class="file-media">
          {/* biome-ignore lint/a11y/useMediaCaption: it is what somebody recorded. */}
          <audio controls={true} preload="none" src={fileUrl(file.id)} aria-label={file.name} />
          <FileCard file={file} />
        </figure>
      );
    case "video":
      return (
        <figure class="file-media">
          {/* biome-ignore lint/a11y/useMediaCaption: it is what somebody recorded. */}
          <video controls={true} preload="metadata" src={fileUrl(file.id)} aria-label={file.name} width={360} height={203} />
          <FileCard file={file} />
        </figure>
      );
    case "other":
      return isText(file) ? (
        <div class="text-file">
          <FileCard file={file} />
          <TextFile file={file} />
        </div>
      ) : (
        <FileCard file={file} />
      );
  }
}

function Picture({ file, onOpen }: { readonly file: FileDto; readonly onOpen: () => void }) {
  const [isGone, setGone] = useState(false);
  const box = boxOf(file);
  const blur = blurUrl(file);
  if (isGone || box === null) {
    return <FileCard file={file} />;
  }
  return (
    <button
      type="button"
      class="file-picture"
      onClick={onOpen}
      onMouseEnter={Lightbox.preload}
      aria-label={messages.files.open(file.alt ?? file.name)}
    >
      <img
        src={fileUrl(file.id)}
        alt={file.alt ?? file.name}
        style={blur === null ? undefined : { backgroundImage: `url("${blur}")` }}
        width={box.width}
        height={box.height}
        loading="lazy"
        decoding="async"
        onError={() => setGone(true)}
      />
    </button>
  );
}

function FileCard({ file }: { readonly file: FileDto }) {
  return (
    <a class="file-card" href={fileUrl(file.id)} download={file.name}>
      <Icon name="file" size={22} />
      <span class="file-name clip">{file.name}</span>
      <span class="muted">{formatBytes(file.bytes)}</span>
    </a>
  );
}
