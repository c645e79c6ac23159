import { useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type FileDto, limits } from "../../contracts";
import type { Channel } from "../../core/channels/channel";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { classNames } from "../../ui/classNames";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { Markdown } from "../../ui/markdown/Markdown";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { useFileInput } from "../files/useFileInput";
import { lazy } from "../lazy";
import { placeOf } from "../names";
import { mayMentionAll } from "../permissions";
import { isMac } from "../platform";
import type { TimelineActions } from "../timeline/timelineActions";
import { usePeople, useRole } from "../useWorkspace";
import { callingAll } from "./callingAll";
import { applyMark, isComposing, TextBox } from "./TextBox";
import { TypingNames } from "./TypingNames";
import { charactersLeft, charactersOver } from "./textLimit";
import { useCompletions } from "./useCompletions";

const UploadList = lazy(() => import("../files/UploadList").then((module) => module.UploadList));

/** Where what is written goes. */
export interface ComposerTarget {
  readonly channel: Channel;
  readonly draftKey: string;
  readonly label: string;
  readonly placeholder: string;
  readonly write: (text: string, files: readonly FileDto[]) => void;
  /** The channel's own, which tells others that one types and takes what is dropped on the page; a thread's does neither. */
  readonly isMain: boolean;
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
  const { channel, draftKey, label } = target;
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const role = useRole(info.workspaceId);
  const [calling, setCalling] = useState<ReturnType<typeof callingAll>>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => session.drafts.get(draftKey));
  const [isPreview, setPreview] = useState(false);
  const left = charactersLeft(text);
  const uploads = session.uploadsOf(channel.id, draftKey);
  const picker = useRef<HTMLInputElement>(null);
  const [isOverfull, setOverfull] = useState(false);
  const waiting = uploads.items.value;
  const canSend =
    (text.trim() !== "" || waiting.length > 0) && charactersOver(text) === 0 && waiting.every(({ state }) => state.name === "done");
  const addFiles = useCallback((files: readonly File[]) => setOverfull(uploads.add(files) > 0), [uploads]);
  const isDropping = useFileInput(box, addFiles, target.isMain);
  useEffect(() => {
    // On a phone the focus opens the keyboard over what one came to read.
    if (!touch.matches && document.querySelector("dialog[open]") === null) {
      box.current?.focus({ preventScroll: true });
    }
  }, []);
  const change = (next: string) => {
    setText(next);
    session.drafts.set(draftKey, next);
    if (next !== "" && target.isMain) {
      session.typingSender.typed(channel.id);
    }
  };
  useSignalEffect(() => {
    const { value: quotation } = actions.quotation;
    if (quotation !== null) {
      actions.quoted();
      const before = session.drafts.get(draftKey);
      change(before.trim() === "" ? quotation : `${before.trimEnd()}\n\n${quotation}`);
      setPreview(false);
      box.current?.focus({ preventScroll: true });
    }
  });
  useSignalEffect(() => {
    if (session.drafts.arrived.value?.key === draftKey) {
      setText(session.drafts.get(draftKey));
    }
  });
  useEffect(() => () => void session.drafts.send(draftKey), [session, draftKey]);
  const completions = useCompletions(box, channel, change);
  const send = () => {
    const calls = callingAll(text);
    if (canSend && calls !== null && info.memberCount > limits.unaskedMembers && mayMentionAll(role, info)) {
      setCalling(calls);
    } else {
      sendNow();
    }
  };
  const sendNow = () => {
    if (!canSend) {
      return;
    }
    target.write(text.trim(), uploads.take() ?? []);
    setOverfull(false);
    session.drafts.set(draftKey, "");
    session.typingSender.sent();
    setText("");
    setPreview(false);
    void actions.jumpToEnd();
    box.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && event.ctrlKey) {
      event.preventDefault();
      actions.focusLast();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && !event.shiftKey && actions.editLastOwn()) {
      event.preventDefault();
    } else if (event.key === "ArrowUp" && text === "" && event.shiftKey && !event.altKey && actions.replyToLast()) {
      event.preventDefault();
    } else if (isPreviewKey(event)) {
      event.preventDefault();
      setPreview(true);
    } else if (event.code === "KeyU" && (isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      picker.current?.click();
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
        if (isPreview && (isPreviewKey(event) || event.key === "Escape")) {
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
        {target.isMain && <TypingNames channel={channel} />}
        <span class="hint">{messages.composer.hint}</span>
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
  return event.ctrlKey && event.altKey && event.code === "KeyP";
}
