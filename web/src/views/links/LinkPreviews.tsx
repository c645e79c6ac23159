import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { LinkPreviewDto, PreviewImageDto } from "../../contracts";
import { deletePreview, previewImageUrl } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { trySet } from "../../core/local/store";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { mayDeleteOthersMessages } from "../permissions";
import { useRole } from "../useWorkspace";
import { previewBox } from "./previewBox";
import "./linkPreviews.css";

const texts = laterMessages.previews;
const key = "parley.previews";

/** Whether previews are to be seen, on this device: one choice for all of them. */
const isFolded = signal(localStorage.getItem(key) === "folded");

function fold(folded: boolean): void {
  isFolded.value = folded;
  trySet(localStorage, key, folded ? "folded" : "open");
}

interface LinkPreviewsProps {
  readonly message: KnownMessage;
  readonly previews: readonly LinkPreviewDto[];
  readonly channel: Channel;
  readonly isActive: boolean;
}

/** What the links of a message lead to. The text is a stranger's: it is shown as text, in its own direction, and nothing is loaded from elsewhere. */
export function LinkPreviews({ message, previews, channel, isActive }: LinkPreviewsProps) {
  const session = useSession();
  const role = useRole(channel.info.value.workspaceId);
  const mayRemove =
    channel.info.value.isMember &&
    channel.info.value.archivedAt === null &&
    (message.authorId === session.myId || mayDeleteOthersMessages(role));
  const tabIndex = isActive ? 0 : -1;
  return (
    <div class="previews">
      <button
        type="button"
        class="link-button preview-fold"
        tabIndex={tabIndex}
        aria-expanded={!isFolded.value}
        onClick={() => fold(!isFolded.value)}
      >
        {isFolded.value ? texts.show(previews.length) : texts.fold(previews.length)}
      </button>
      {!isFolded.value &&
        previews.map((preview) => (
          <Preview key={preview.url} preview={preview} message={message} tabIndex={tabIndex} mayRemove={mayRemove} />
        ))}
    </div>
  );
}

interface PreviewProps {
  readonly preview: LinkPreviewDto;
  readonly message: KnownMessage;
  readonly tabIndex: number;
  readonly mayRemove: boolean;
}

function Preview({ preview, message, tabIndex, mayRemove }: PreviewProps) {
  const session = useSession();
  const [problem, setProblem] = useState<string | null>(null);
  const { channelId, seq } = message;
  const remove = () => {
    // The event takes it away, here as everywhere.
    deletePreview(session.http, channelId, seq, preview.url).catch((error) => setProblem(describeError(error)));
  };
  return (
    <section class="preview" aria-label={texts.label(preview.title)}>
      <div class="preview-text">
        <bdi class="preview-site clip">{preview.siteName}</bdi>
        <a href={preview.url} target="_blank" rel="noopener noreferrer nofollow" tabIndex={tabIndex} dir="auto">
          {preview.title}
        </a>
        {preview.description !== null && (
          <p class="preview-description" dir="auto">
            {preview.description}
          </p>
        )}
        {problem !== null && (
          <p class="upload-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      {preview.image !== null && <PreviewImage image={preview.image} src={previewImageUrl(channelId, seq, preview.image.id)} />}
      {mayRemove && <IconButton icon="close" size={14} label={texts.remove(preview.title)} tabIndex={tabIndex} onClick={remove} />}
    </section>
  );
}

function PreviewImage({ image, src }: { readonly image: PreviewImageDto; readonly src: string }) {
  const [isGone, setGone] = useState(false);
  const box = previewBox(image);
  // Its place stays when it cannot be had: nothing moves.
  return (
    <span class="preview-image" style={{ width: `${box.width}px`, height: `${box.height}px` }}>
      {!isGone && (
        <img src={src} alt="" width={box.width} height={box.height} loading="lazy" decoding="async" onError={() => setGone(true)} />
      )}
    </span>
  );
}
