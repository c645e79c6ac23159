import type { FileDto } from "../../contracts";
import { fileUrl } from "../../core/api/files";
import { BareDialog } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { formatBytes } from "./formatBytes";

interface LightboxProps {
  readonly images: readonly FileDto[];
  readonly openId: string;
  readonly onOpen: (fileId: string) => void;
  readonly onClose: () => void;
}

/** One picture over everything else; the arrow keys go to its neighbours in the message. */
export function Lightbox({ images, openId, onOpen, onClose }: LightboxProps) {
  const index = images.findIndex((image) => image.id === openId);
  const image = images[index];
  if (image === undefined) {
    return null;
  }
  const go = (by: number) => {
    const next = images[index + by];
    if (next !== undefined) {
      onOpen(next.id);
    }
  };
  return (
    <BareDialog label={image.name} onClose={onClose} class="lightbox">
      <div
        class="lightbox-inside"
        onKeyDown={(event) => {
          if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
            event.preventDefault();
            go(event.key === "ArrowLeft" ? -1 : 1);
          }
        }}
      >
        <div class="lightbox-head">
          <span class="clip">{image.name}</span>
          <span class="muted">{formatBytes(image.bytes)}</span>
          {images.length > 1 && <span class="muted">{messages.files.place(index + 1, images.length)}</span>}
          <span class="spring" />
          <a
            class="icon-button"
            href={fileUrl(image.id)}
            download={image.name}
            aria-label={messages.files.download}
            title={messages.files.download}
          >
            <Icon name="down" />
          </a>
          <IconButton icon="close" label={messages.common.close} onClick={onClose} />
        </div>
        <img src={fileUrl(image.id)} alt={image.alt ?? image.name} />
        {images.length > 1 && (
          <div class="lightbox-foot">
            <button type="button" class="button small" disabled={index === 0} onClick={() => go(-1)}>
              {messages.files.previous}
            </button>
            <button type="button" class="button small" disabled={index === images.length - 1} onClick={() => go(1)}>
              {messages.files.next}
            </button>
          </div>
        )}
      </div>
    </BareDialog>
  );
}
