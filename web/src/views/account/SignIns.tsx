import { getSignIns, revokeSignIn } from "../../core/api/accounts";
import { ErrorText } from "../../ui/ErrorText";
import { formatShort } from "../../ui/format";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { deviceOf } from "./deviceOf";
import { useList } from "./useList";

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
            <span class="row-text" title={signIn.device ?? undefined}>
              {deviceName(signIn.device)}
              <small>{laterMessages.account.lastUsed(formatShort(Date.parse(signIn.lastUsedAt)))}</small>
            </span>
            {signIn.isCurrent ? (
              <span class="tag">{laterMessages.account.thisDevice}</span>
            ) : (
              <button
                type="button"
                class="button small danger"
                aria-label={laterMessages.account.revokeLabel(deviceName(signIn.device))}
                onClick={() => list.run(() => revokeSignIn(http, signIn.id))}
              >
                {laterMessages.account.revoke}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function deviceName(userAgent: string | null): string {
  if (userAgent === null) {
    return laterMessages.account.unknownDevice;
  }
  const device = deviceOf(userAgent);
  return device === null ? userAgent : laterMessages.account.device(device.browser, device.system);
}
