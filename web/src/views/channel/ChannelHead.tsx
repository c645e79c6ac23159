import type { Channel } from "../../core/channels/channel";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { searchIn, titleOf } from "../names";
import { type Panel, urls } from "../router";
import { PageHead } from "../shell/PageHead";
import { usePeople } from "../useWorkspace";

export function ChannelHead({ channel, onMenu }: { readonly channel: Channel; readonly onMenu: () => void }) {
  const { router } = useClient();
  const session = useSession();
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const { panel } = router.location.value;
  const toggle = (next: Panel) => (panel === next ? router.closePanel() : router.open(next));
  const count = info.directMemberIds?.length ?? info.memberCount;
  return (
    <PageHead
      onMenu={onMenu}
      title={
        <>
          {info.visibility !== "direct" && <Icon name={info.visibility === "private" ? "lock" : "hash"} size={18} />}
          <span class="clip">{titleOf(info, people, session)}</span>
        </>
      }
    >
      {info.topic !== "" && (
        <p class="topic clip" title={info.topic}>
          {info.topic}
        </p>
      )}
      <span class="spring" />
      <IconButton
        icon="search"
        label={messages.search.inChannel}
        onClick={() => router.go(urls.search(info.workspaceId, { q: searchIn(info, session), kind: "messages", sort: "relevance" }))}
      />
      {info.isMember && (
        <IconButton
          icon="bell"
          // Where there is no room for it, the channel's settings lead there; a talk has none.
          class={info.visibility === "direct" ? "" : "where-wide"}
          label={messages.channel.notifications}
          onClick={() => router.open("notifications")}
        />
      )}
      <IconButton icon="pin" label={messages.pins.title} aria-expanded={panel === "pins"} onClick={() => toggle("pins")} />
      <button
        type="button"
        class="icon-button outlined"
        aria-label={messages.channel.members(count)}
        title={messages.channel.members(count)}
        aria-expanded={panel === "members"}
        onClick={() => toggle("members")}
      >
        <Icon name="people" size={16} /> {count}
      </button>
      {info.visibility !== "direct" && (
        <IconButton icon="gear" label={messages.channel.settings} aria-expanded={panel === "settings"} onClick={() => toggle("settings")} />
      )}
    </PageHead>
  );
}
