import { useRef, useState } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import type { Command } from "../../core/commands/command";
import { useClient, useSession } from "../client";
import { describeError, fieldErrors } from "../describeError";

export interface CommandRunner {
  /** Why the last one did nothing. */
  readonly problem: string | null;
  readonly clear: () => void;
  /** @param write Takes the message that some commands are. Not called, as `onDone` is not, while another command runs, or when this one does nothing. */
  readonly run: (command: Command, write: (text: string) => void, onDone: () => void) => Promise<void>;
}

/** Runs what is written in the channel as a command. Its code is fetched with the first. */
export function useCommand(channel: Channel): CommandRunner {
  const { router } = useClient();
  const session = useSession();
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = useRef(false);
  return {
    problem,
    clear: () => setProblem(null),
    run: async (command, write, onDone) => {
      if (isBusy.current) {
        return;
      }
      isBusy.current = true;
      try {
        const { runCommand } = await import("./runCommand");
        const outcome = await runCommand({ session, router, channel }, command);
        setProblem(outcome.kind === "wrong" ? outcome.text : null);
        if (outcome.kind === "message") {
          write(outcome.text);
        }
        if (outcome.kind === "done" && outcome.said !== null) {
          session.notices.show({ kind: "done", text: outcome.said });
        }
        if (outcome.kind !== "wrong") {
          onDone();
        }
      } catch (error) {
        setProblem(Object.values(fieldErrors(error))[0] ?? describeError(error));
      } finally {
        isBusy.current = false;
      }
    },
  };
}
