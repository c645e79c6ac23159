import { useEffect, useState } from "preact/hooks";
import { messages } from "../messages";
import type { CodeToken } from "./highlight";

const coloured = new Map<string, readonly CodeToken[]>();
const kept = 200;

/** Shows code at once, and its colours when the highlighter is here; they change no size. */
export function CodeBlock({ language, text }: { readonly language: string; readonly text: string }) {
  const key = `${language}\n${text}`;
  const [tokens, setTokens] = useState(() => coloured.get(key));
  useEffect(() => {
    let isShown = true;
    if (language === "") {
      return;
    }
    void colour(key, language, text).then((result) => {
      if (isShown) {
        setTokens(result);
      }
    });
    return () => {
      isShown = false;
    };
  }, [key, language, text]);
  return (
    <pre tabIndex={0} role="group" aria-label={language === "" ? messages.markdown.code : messages.markdown.codeIn(language)} dir="ltr">
      <code>
        {tokens === undefined
          ? text
          : tokens.map((token, index) =>
              token.scope === null ? (
                token.text
              ) : (
                <span key={index} class={`hl-${token.scope}`}>
                  {token.text}
                </span>
              ),
            )}
      </code>
    </pre>
  );
}

async function colour(key: string, language: string, text: string): Promise<readonly CodeToken[] | undefined> {
  const known = coloured.get(key);
  if (known !== undefined) {
    return known;
  }
  try {
    const { highlight } = await import("./highlight");
    const tokens = highlight(language, text);
    if (coloured.size >= kept) {
      coloured.clear();
    }
    coloured.set(key, tokens);
    return tokens;
  } catch {
    // Without the highlighter the code is plain.
    return undefined;
  }
}
