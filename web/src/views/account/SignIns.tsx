import { getSignIns, revokeSignIn } from "../../core/api/accounts";
import { ErrorText } from "../../ui/ErrorText";
import { formatShort } from "../../ui/format";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { useList } from "./useList";

const texts = messages.account;

/** The devices that are signed in, each of which can be signed out from here. */
export function SignIns() {
  const { http } = useSession();
  const list = useList(async () => (await getSignIns(http)).signIns);
  return (
    <>
      <ErrorText text={list.error} />
      <ul class="rows">
        {list.items?.map((signIn) => (
          <li key={signIn.id}>
            <span class="row-text">
              {signIn.device ?? texts.unknownDevice}
              <small>{texts.lastUsed(formatShort(Date.parse(signIn.lastUsedAt)))}</small>
            </span>
            {signIn.isCurrent ? (
              <span class="tag">{texts.thisDevice}</span>
            ) : (
              <button
                type="button"
                class="button small danger"
                aria-label={texts.revokeLabel(signIn.device ?? texts.unknownDevice)}
                onClick={() => list.run(() => revokeSignIn(http, signIn.id))}
              >
                {texts.revoke}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
