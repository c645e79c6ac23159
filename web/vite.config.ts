import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export const alias = {
  "decode-named-character-reference": fileURLToPath(new URL("src/ui/markdown/characterReferences.ts", import.meta.url)),
};

const server = process.env["PARLEY_SERVER"] ?? "http://localhost:5080";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: { alias },
  build: {
    outDir: "../src/Parley.Server/wwwroot",
    emptyOutDir: true,
    target: "es2024",
    // The policy that the server sends allows neither inline scripts nor data: scripts and styles.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What the first page needs is one file: it is compressed as a whole, and asked for once. Pieces shared with later files would be eight.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "index", tags: ["$initial"] }] } } },
  },
  server: {
    proxy: { "/api": { target: server, ws: true } },
  },
});
