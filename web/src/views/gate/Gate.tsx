import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Logo } from "../../ui/Icon";
import { messages } from "../../ui/messages";

interface GateProps {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: ComponentChildren;
}

/** The page outside: a card with a title. */
export function Gate({ title, text, children }: GateProps) {
  useEffect(() => {
    document.title = `${title} · ${messages.appName}`;
  }, [title]);
  return (
    <main id="main" class="gate">
      <div class="gate-card">
        <Logo size={40} />
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
        {children}
      </div>
    </main>
  );
}
