import { useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type FileDto, limits } from "../../contracts";
import type { Channel } from "../../core/channels/channel";
import { parseCommand, saidCommands } from "../../core/commands/command";
import { draftKey } from "../../core/drafts/draftStore";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { classNames } from "../../ui/classNames";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { Markdown } from "../../ui/markdown/Markdown";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { useCommand } from "../commands/useCommand";
import { describeError } from "../describeError";
import { preloadEmojiNames, useEmojiNames } from "../emoji/useEmojiNames";
import { useFileInput } from "../files/useFileInput";
import { lazy } from "../lazy";
import { placeOf } from "../names";
import { mayMentionAll } from "../permissions";
import { hasCommandKey } from "../platform";
import { EmojiPicker } from "../reactions/lazyPicker";
import type { TimelineActions } from "../timeline/timelineActions";
import { usePeople, useRole } from "../useWorkspace";
import { callingAll } from "./callingAll";
import { isSendKey } from "./sendKey";
import { applyMark, isComposing, TextBox } from "./TextBox";
import { TypingNames } from "./TypingNames";
import { charactersLeft, charactersOver } from "./textLimit";
import { useCompletions } from "./useCompletions";

const UploadList = lazy(() => import("../files/UploadList").then((module) => module.UploadList));

/** Where what is written goes. */
export interface ComposerTarget {
  readonly channel: Channel;
  /** The root of the thread that it goes to; null: the channel itself, which takes what is dropped on the page, too. */
  readonly threadSeq: number | null;
  readonly label: string;
  readonly placeholder: string;
  readonly write: (text: string, files: readonly FileDto[]) => void;
}

interface ComposerProps {
  readonly target: ComposerTarget;
  readonly actions: TimelineActions;
  /** Stands below the box. */
  readonly children?: ComponentChildren;
}

const touch = window.matchMedia("(pointer: coarse)");

/** Where a message is written. What is not sent yet stays in the draft of its place. */
export function Composer({ target, actions, children }: ComposerProps) {
  const session = useSession();
  const { sendKey } = useClient().preferences.current.value;
  const { channel, threadSeq, label } = target;
  const place = { channelId: channel.id, threadSeq };
  const key = draftKey(place);
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const role = useRole(info.workspaceId);
  const [calling, setCalling] = useState<ReturnType<typeof callingAll>>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => session.drafts.get(key));
  const [isPreview, setPreview] = useState(false);
  const left = charactersLeft(text);
  const uploads = session.uploadsOf(channel.id, key);
  const picker = useRef<HTMLInputElement>(null);
  const [isOverfull, setOverfull] = useState(false);
  const waiting = uploads.items.value;
  const canSend =
    (text.trim() !== "" || waiting.length > 0) && charactersOver(text) === 0 && waiting.every(({ state }) => state.name === "done");
  const addFiles = useCallback((files: readonly File[]) => setOverfull(uploads.add(files) > 0), [uploads]);
  const isDropping = useFileInput(box, addFiles, threadSeq === null);
  useEffect(() => {
    // On a phone the focus opens the keyboard over what one came to read.
    if (!touch.matches && document.querySelector("dialog[open]") === null) {
      box.current?.focus({ preventScroll: true });
    }
  }, []);
  const command = useCommand(channel);
  const change = (next: string) => {
    setText(next);
    command.clear();
    session.drafts.set(key, next);
    if (next.includes(":")) {
      void preloadEmojiNames();
    }
    // A command is for the server and not for the others.
    if (next !== "" && !next.startsWith("/")) {
      session.typingSender.typed(place);
    }
  };
  useSignalEffect(() => {
    const { value: quotation } = actions.quotation;
    if (quotation !== null) {
      actions.quoted();
      const before = session.drafts.get(key);
      change(before.trim() === "" ? quotation : `${before.trimEnd()}\n\n${quotation}`);
      setPreview(false);
      box.current?.focus({ preventScroll: true });
    }
  });
  useSignalEffect(() => {
    if (session.drafts.arrived.value?.key === key) {
      setText(session.drafts.get(key));
    }
  });
  useEffect(() => () => void session.drafts.send(key), [session, key]);
  const completions = useCompletions(box, channel, change, true);
  const send = () => {
    const asked = commandOf(text);
    const calls = asked === null || saidCommands.has(asked.name) ? callingAll(text) : null;
    if (canSend && calls !== null && info.memberCount > limits.unaskedMembers && mayMentionAll(role, info)) {
      setCalling(calls);
    } else {
      sendNow();
    }
  };
  // A file is sent with the message that it belongs to.
  const commandOf = (written: string) => (text.startsWith("/") && waiting.length === 0 ? parseCommand(written) : null);
  const toEmoji = useEmojiNames();
  const sendNow = () => {
    const written = canSend ? toEmoji(text.trim(), () => latestSend.current()) : null;
    if (written === null) {
      return;
    }
    const asked = commandOf(written);
    if (asked !== null) {
      void command.run(asked, write, () => empty(text));
    } else {
      write(written);
      empty(text);
    }
  };
  const write = (written: string) => {
    target.write(written, uploads.take() ?? []);
    setOverfull(false);
    session.typingSender.sent();
    void actions.jumpToEnd();
  };
  /** What was written since stays. */
  const empty = (sent: string) => {
    if (session.drafts.get(key) === sent) {
      session.drafts.set(key, "");
      setText("");
    }
    setPreview(false);
    box.current?.focus({ preventScroll: true });
  };
  const latestSend = useRef(sendNow);
  latestSend.current = sendNow;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) {
      return;
    }
    if (isSendKey(event, sendKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && hasCommandKey(event)) {
      event.preventDefault();
      actions.focusLast();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && !event.shiftKey && actions.editLastOwn()) {
      event.preventDefault();
    } else if (event.key === "ArrowUp" && text === "" && event.shiftKey && !event.altKey && actions.replyToLast()) {
      event.preventDefault();
    } else if (isPreviewKey(event)) {
      event.preventDefault();
      setPreview(true);
    } else if (event.code === "KeyU" && hasCommandKey(event) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      picker.current?.click();
    }
  };
  const [picking, setPicking] = useState<DOMRect | null>(null);
  const insert = (emoji: string) => {
    const area = box.current;
    if (area !== null) {
      const { selectionStart, selectionEnd } = area;
      change(`${text.slice(0, selectionStart)}${emoji} ${text.slice(selectionEnd)}`);
      requestAnimationFrame(() => {
        area.focus({ preventScroll: true });
        area.setSelectionRange(selectionStart + emoji.length + 1, selectionStart + emoji.length + 1);
      });
    }
  };
  const mark = (sign: string) => {
    if (box.current !== null) {
      applyMark(box.current, sign, change);
    }
  };
  return (
    <form
      class="composer"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        // The key that opened it comes by here, too, when it is open already.
        if (!event.defaultPrevented && isPreview && (isPreviewKey(event) || event.key === "Escape")) {
          event.preventDefault();
          setPreview(false);
        }
      }}
    >
      {!isPreview && completions.list}
      {calling !== null && (
        <ConfirmDialog
          title={messages.completion.confirmTitle(placeOf(info, people, session))}
          text={
            calling === "channel" ? messages.completion.confirmAll(info.memberCount) : messages.completion.confirmHere(info.memberCount)
          }
          action={messages.completion.confirm}
          describe={describeError}
          onConfirm={async () => sendNow()}
          onClose={() => setCalling(null)}
        />
      )}
      <div class="composer-box">
        {isPreview && (
          <div class="preview body" tabIndex={0} role="group" aria-label={messages.composer.preview}>
            {text.trim() === "" ? <span class="muted">{messages.composer.nothingToPreview}</span> : <Markdown text={text} />}
          </div>
        )}
        <div hidden={isPreview}>
          <TextBox
            id={actions.composerId}
            box={box}
            label={label}
            placeholder={target.placeholder}
            value={text}
            onChange={change}
            onKeyDown={onKeyDown}
            completions={completions}
          />
        </div>
        {waiting.length > 0 && <UploadList uploads={uploads} />}
        {command.problem !== null && (
          <p class="upload-problem" role="alert">
            {command.problem}
          </p>
        )}
        {isOverfull && (
          <p class="upload-problem" role="alert">
            {messages.files.tooMany(limits.filesPerMessage)}
          </p>
        )}
        <div class="composer-bar">
          <IconButton icon="clip" size={16} label={messages.files.attach} onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            multiple={true}
            hidden={true}
            aria-label={messages.files.attach}
            onChange={(event) => {
              addFiles([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
              box.current?.focus({ preventScroll: true });
            }}
          />
          <IconButton
            icon="smile"
            size={16}
            label={messages.composer.emoji}
            aria-haspopup="dialog"
            onPointerEnter={EmojiPicker.preload}
            onFocus={EmojiPicker.preload}
            onClick={(event) => setPicking(event.currentTarget.getBoundingClientRect())}
          />
          {picking !== null && (
            <EmojiPicker
              anchor={picking}
              onPick={(emoji) => {
                setPicking(null);
                insert(emoji);
              }}
              onClose={() => setPicking(null)}
            />
          )}
          <span class="format">
            <FormatButton label={messages.composer.bold} sign="**" onMark={mark}>
              <b>B</b>
            </FormatButton>
            <FormatButton label={messages.composer.italic} sign="_" onMark={mark}>
              <i>I</i>
            </FormatButton>
            <FormatButton label={messages.composer.code} sign="`" onMark={mark}>
              <code>{"<>"}</code>
            </FormatButton>
          </span>
          <span class="spring" />
          {left !== null && (
            <span class={classNames("countdown", left < 0 && "over")} role="status">
              {left < 0 ? messages.composer.tooLong(-left) : messages.composer.charactersLeft(left)}
            </span>
          )}
          <button type="button" class="icon-button" aria-pressed={isPreview} onClick={() => setPreview(!isPreview)}>
            <Icon name="eye" size={16} /> {messages.composer.preview}
          </button>
          <button type="submit" class="send" disabled={!canSend} aria-label={messages.composer.send} title={messages.composer.send}>
            <Icon name="send" size={16} />
          </button>
        </div>
      </div>
      {children}
      {isDropping && <div class="drop-zone">{messages.files.drop(label)}</div>}
      <div class="composer-foot">
        <TypingNames channel={channel} place={key} />
        <span class="hint">{messages.composer.hints[sendKey]}</span>
      </div>
    </form>
  );
}

interface FormatButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly onMark: (sign: string) => void;
  readonly children: ComponentChildren;
}

function FormatButton({ label, sign, onMark, children }: FormatButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      // The box keeps its focus and selection.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onMark(sign)}
    >
      {children}
    </button>
  );
}

function isPreviewKey(event: KeyboardEvent): boolean {
  return hasCommandKey(event) && event.altKey && event.code === "KeyP";
}
