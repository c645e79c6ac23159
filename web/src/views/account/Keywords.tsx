import { useState } from "preact/hooks";
import { limits } from "../../contracts";
import { putKeywords } from "../../core/api/accounts";
import { ErrorText } from "../../ui/ErrorText";
import { TextAreaField } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { textOf, useSubmit } from "../useSubmit";

/** The words that count as a mention. */
export function Keywords() {
  const session = useSession();
  const me = session.me.peek();
  const [isSaved, setSaved] = useState(false);
  const form = useSubmit(async (data) => {
    setSaved(false);
    const words = textOf(data, "keywords")
      .split("\n")
      .map((word) => word.trim())
      .filter((word) => word !== "");
    const { keywords } = await putKeywords(session.http, words);
    session.updateMe({ ...session.me.value, keywords });
    setSaved(true);
  });
  return (
    <form onSubmit={form.onSubmit} class="form-gap">
      <h2>{laterMessages.mentions.keywords}</h2>
      <TextAreaField
        name="keywords"
        label={laterMessages.mentions.keywords}
        hint={laterMessages.mentions.keywordsHint(limits.keywords)}
        rows={4}
        defaultValue={me.keywords.join("\n")}
        error={form.fields["keywords"]}
      />
      <ErrorText text={form.error} />
      <div class="edit-actions">
        <button type="submit" class="button primary" disabled={form.isBusy}>
          {laterMessages.mentions.saveKeywords}
        </button>
        <span class="muted" role="status">
          {isSaved && laterMessages.common.saved}
        </span>
      </div>
    </form>
  );
}
