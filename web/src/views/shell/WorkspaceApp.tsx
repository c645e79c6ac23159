import { useEffect, useState } from "preact/hooks";
import { CustomEmojiContext, type CustomEmojiUrls } from "../../ui/markdown/customEmoji";
import { messages } from "../../ui/messages";
import { ChannelPage } from "../channel/ChannelPage";
import { useClient, useSession } from "../client";
import { lazy } from "../lazy";
import type { Route } from "../router";
import { Sidebar } from "../sidebar/Sidebar";
import { Announcements } from "./Announcements";
import { NoticeBar } from "./NoticeBar";
import { Panels, preloadPanels } from "./Panels";
import { homePath, workspaceOf } from "./places";
import { useKeys } from "./useKeys";

const Attention = lazy(async () => (await import("../attention/Attention")).Attention);
const BrowsePage = lazy(async () => (await import("../channel/BrowsePage")).BrowsePage);
const EmptyWorkspace = lazy(async () => (await import("./EmptyPages")).EmptyWorkspace);
const NotFound = lazy(async () => (await import("./EmptyPages")).NotFound);
const NoWorkspace = lazy(async () => (await import("./EmptyPages")).NoWorkspace);
const MentionsPage = lazy(async () => (await import("../mentions/MentionsPage")).MentionsPage);
const SavedPage = lazy(async () => (await import("../saved/SavedPage")).SavedPage);
const SearchPage = lazy(async () => (await import("../search/SearchPage")).SearchPage);
const ThreadsPage = lazy(async () => (await import("../thread/ThreadsPage")).ThreadsPage);
const PeoplePage = lazy(async () => (await import("../people/PeoplePage")).PeoplePage);
const PersonCard = lazy(async () => (await import("../people/PersonCard")).PersonCard);
const AccountPage = lazy(async () => (await import("../account/AccountPage")).AccountPage);

/** Everything that someone who is signed in sees: the sidebar, the page of the address, and what is open over it. */
export function WorkspaceApp() {
  const { router } = useClient();
  const session = useSession();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const { route, panel, person } = router.location.value;
  const workspaceId = workspaceOf(route, session);
  const home = homePath(route, session);
  useEffect(() => {
    if (home !== null) {
      router.replace(home);
    }
  }, [home, router]);
  const pageKey = JSON.stringify(route);
  useEffect(() => setDrawerOpen(false), [pageKey, panel]);
  useEffect(preloadPanels, []);
  useKeys(workspaceId, isDrawerOpen ? () => setDrawerOpen(false) : null);
  if (workspaceId === null && route.name !== "account") {
    return <NoWorkspace />;
  }
  return (
    <CustomEmojiContext.Provider value={workspaceId === null ? none : session.customEmoji.byNameOf(workspaceId).value}>
      <div class={isDrawerOpen ? "app drawer-open" : "app"}>
        <a
          class="skip-link"
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            (document.getElementById("composer") ?? document.getElementById("main"))?.focus();
          }}
        >
          {messages.composer.skip}
        </a>
        <Sidebar workspaceId={workspaceId} onNavigate={() => setDrawerOpen(false)} />
        <button type="button" class="scrim" aria-label={messages.sidebar.closeDrawer} onClick={() => setDrawerOpen(false)} />
        <Page key={pageKey} route={route} workspaceId={workspaceId} onMenu={() => setDrawerOpen(true)} />
        {workspaceId !== null && <Announcements workspaceId={workspaceId} />}
        <NoticeBar />
        <Attention workspaceId={workspaceId} />
        <Panels panel={panel} workspaceId={workspaceId} />
        {person !== null && workspaceId !== null && (
          <PersonCard key={person} workspaceId={workspaceId} accountId={person} onClose={() => router.closePanel()} />
        )}
      </div>
    </CustomEmojiContext.Provider>
  );
}

const none: CustomEmojiUrls = new Map();

interface PageProps {
  readonly route: Route;
  readonly workspaceId: string | null;
  readonly onMenu: () => void;
}

function Page({ route, workspaceId, onMenu }: PageProps) {
  switch (route.name) {
    case "channel":
      return <ChannelPage workspaceId={route.workspaceId} channelId={route.channelId} onMenu={onMenu} />;
    case "browse":
      return <BrowsePage workspaceId={route.workspaceId} onMenu={onMenu} />;
    case "mentions":
      return <MentionsPage workspaceId={route.workspaceId} onMenu={onMenu} />;
    case "saved":
      return <SavedPage workspaceId={route.workspaceId} onMenu={onMenu} />;
    case "search":
      return <SearchPage workspaceId={route.workspaceId} onMenu={onMenu} />;
    case "threads":
      return <ThreadsPage workspaceId={route.workspaceId} onMenu={onMenu} />;
    case "people":
      return <PeoplePage workspaceId={route.workspaceId} onMenu={onMenu} />;
    case "account":
      return <AccountPage section={route.section} onMenu={onMenu} />;
    case "workspace":
      return workspaceId === null ? <NotFound onMenu={onMenu} /> : <EmptyWorkspace workspaceId={workspaceId} onMenu={onMenu} />;
    default:
      return <NotFound onMenu={onMenu} />;
  }
}
