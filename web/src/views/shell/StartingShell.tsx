import { messages } from "../../ui/messages";
import { Skeleton } from "../../ui/Skeleton";

/** The outlines of the page, the same as index.html shows before there is a script. */
export function StartingShell() {
  return (
    <div class="app" aria-busy="true">
      <span class="hidden-text" role="status">
        {messages.common.loading}
      </span>
      <div class="sidebar" />
      <div class="main">
        <div class="head" />
        <div class="middle">
          <Skeleton />
        </div>
        <div class="composer">
          <div class="composer-box outline" />
        </div>
      </div>
    </div>
  );
}
