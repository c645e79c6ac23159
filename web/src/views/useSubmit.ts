import { useState } from "preact/hooks";
import { describeError, fieldErrors } from "./describeError";

export interface Submission {
  readonly isBusy: boolean;
  /** What is wrong with the whole, null while nothing is. */
  readonly error: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly onSubmit: (event: SubmitEvent) => void;
}

/** Runs a form's action once at a time, and keeps what the server refused. */
export function useSubmit(action: (data: FormData) => Promise<unknown>): Submission {
  const [state, setState] = useState<Omit<Submission, "onSubmit">>({ isBusy: false, error: null, fields: {} });
  const run = async (form: HTMLFormElement) => {
    setState({ isBusy: true, error: null, fields: {} });
    try {
      await action(new FormData(form));
      setState({ isBusy: false, error: null, fields: {} });
    } catch (error) {
      const fields = fieldErrors(error);
      setState({ isBusy: false, error: Object.keys(fields).length > 0 ? null : describeError(error), fields });
    }
  };
  return {
    ...state,
    onSubmit: (event) => {
      event.preventDefault();
      if (!state.isBusy && event.currentTarget instanceof HTMLFormElement) {
        void run(event.currentTarget);
      }
    },
  };
}

export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** As it was typed: spaces belong to a password. */
export function secretOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
