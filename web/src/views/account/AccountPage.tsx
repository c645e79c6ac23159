import { useEffect, useRef } from "preact/hooks";
import { unreachable } from "../../core/unreachable";
import { laterMessages } from "../../ui/laterMessages";
import { NotificationSettings } from "../attention/NotificationSettings";
import { ConnectionBanner } from "../channel/ConnectionBanner";
import { useSession } from "../client";
import { Link } from "../Link";
import { type AccountSection, urls } from "../router";
import { PageHead } from "../shell/PageHead";
import { AccessTokens } from "./AccessTokens";
import { PreferencesForm } from "./PreferencesForm";
import { Profile } from "./Profile";
import { SignIns } from "./SignIns";

interface AccountPageProps {
  readonly section: AccountSection;
  readonly onMenu: () => void;
}

const tabs = [
  { section: "profile", label: () => laterMessages.account.tabs.profile },
  { section: "preferences", label: () => laterMessages.account.tabs.preferences },
  { section: "notifications", label: () => laterMessages.notifications.title },
  { section: "sign-ins", label: () => laterMessages.account.tabs.signIns },
  { section: "tokens", label: () => laterMessages.account.tabs.tokens },
] as const;

export function AccountPage({ section, onMenu }: AccountPageProps) {
  const session = useSession();
  const tabList = useRef<HTMLElement>(null);
  // On a phone there is no room for all of them.
  useEffect(() => tabList.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [section]);
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={laterMessages.account.title} onMenu={onMenu} />
      <ConnectionBanner />
      <div class="page" tabIndex={-1}>
        <div class="page-body">
          <p class="muted">{laterMessages.account.signedInAs(session.me.value.account.username)}</p>
          <nav ref={tabList} class="tabs" aria-label={laterMessages.account.title}>
            {tabs.map((tab) => (
              <Link key={tab.section} to={urls.account(tab.section)} aria-current={tab.section === section ? "page" : undefined}>
                {tab.label()}
              </Link>
            ))}
          </nav>
          <Section section={section} />
        </div>
      </div>
    </main>
  );
}

function Section({ section }: { readonly section: AccountSection }) {
  switch (section) {
    case "profile":
      return <Profile />;
    case "notifications":
      return <NotificationSettings />;
    case "preferences":
      return <PreferencesForm />;
    case "sign-ins":
      return <SignIns />;
    case "tokens":
      return <AccessTokens />;
    default:
      return unreachable(section);
  }
}
