import { createServer } from "node:http";
import { freePort } from "../support/freePort.mjs";

const page = `<!doctype html><head><title>Status</title>
  <meta property="og:site_name" content="Payment provider">
  <meta property="og:title" content="Elevated latency for card payments in Europe">
  <meta property="og:description" content="We are investigating slow answers of our health checks. Payments go through, later than usual.">
  </head>`;

/** Someone else's page, that a message leads to. */
export async function startSite() {
  const port = await freePort();
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page));
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    url: `http://127.0.0.1:${port}/incidents/eu-cards`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
