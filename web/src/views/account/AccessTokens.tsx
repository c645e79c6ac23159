import { useState } from "preact/hooks";
import { type AccessTokenDto, limits } from "../../contracts";
import { createAccessToken, getAccessTokens, revokeAccessToken } from "../../core/api/accounts";
import { systemClock } from "../../core/clock";
import { CopyRow } from "../../ui/CopyRow";
import { ErrorText } from "../../ui/ErrorText";
import { Field, SelectField } from "../../ui/Field";
import { formatShort } from "../../ui/format";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { textOf, useSubmit } from "../useSubmit";
import { useList } from "./useList";

const dayMs = 86_400_000;

/** Tokens that sign scripts in as this account. */
export function AccessTokens() {
  const { http } = useSession();
  const list = useList(async () => (await getAccessTokens(http)).accessTokens);
  const [created, setCreated] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const form = useSubmit(async (data) => {
    const expiresAt = days === "" ? null : new Date(systemClock.nowMs() + Number(days) * dayMs).toISOString();
    const { token } = await createAccessToken(http, { name: textOf(data, "name"), expiresAt });
    setCreated(token);
    setName("");
    list.run(async () => {});
  });
  return (
    <>
      <p class="muted">{laterMessages.account.tokensText}</p>
      <ErrorText text={list.error} />
      {list.items?.length === 0 && <p class="notice">{laterMessages.account.noTokens}</p>}
      <ul class="rows">
        {list.items?.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => list.run(() => revokeAccessToken(http, token.id))} />
        ))}
      </ul>
      {created !== null && (
        <div role="status">
          <CopyRow label={laterMessages.account.token} value={created} />
          <p class="muted">{laterMessages.account.tokenCreated}</p>
        </div>
      )}
      <form onSubmit={form.onSubmit} class="form-gap">
        <h2>{laterMessages.account.createToken}</h2>
        <Field
          name="name"
          label={laterMessages.account.tokenName}
          hint={laterMessages.account.tokenNameHint}
          value={name}
          onInput={setName}
          maxlength={limits.accessTokenNameCharacters}
          required
          autocomplete="off"
          error={form.fields["name"]}
        />
        <SelectField
          name="expires"
          label={laterMessages.account.tokenExpires}
          value={days}
          onChange={setDays}
          options={[
            ...["30", "90", "365"].map((value) => ({ value, label: laterMessages.account.tokenDays(Number(value)) })),
            { value: "", label: laterMessages.account.tokenNever },
          ]}
        />
        <ErrorText text={form.error ?? form.fields["expiresAt"] ?? null} />
        <button type="submit" class="button primary" disabled={form.isBusy}>
          {laterMessages.account.createToken}
        </button>
      </form>
    </>
  );
}

function TokenRow({ token, onRevoke }: { readonly token: AccessTokenDto; readonly onRevoke: () => void }) {
  const expiry =
    token.expiresAt === null
      ? laterMessages.account.neverExpires
      : laterMessages.account.expiresAt(formatShort(Date.parse(token.expiresAt)));
  return (
    <li>
      <span class="row-text">
        {token.name}
        <small>
          {laterMessages.account.lastUsed(formatShort(Date.parse(token.lastUsedAt)))} · {expiry}
        </small>
      </span>
      <button type="button" class="button small danger" aria-label={laterMessages.account.revokeLabel(token.name)} onClick={onRevoke}>
        {laterMessages.account.revoke}
      </button>
    </li>
  );
}
