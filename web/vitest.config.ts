import { defineConfig } from "vitest/config";
import { alias } from "./vite.config.ts";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: { alias },
  test: {
    environment: "node",
    server: { deps: { inline: [/micromark|mdast-util/] } },
    include: ["tests/**/*.test.{ts,tsx}"],
  },
});
