import { render } from "preact";
import { loadParser } from "./ui/markdown/parser";
import { forgetOldRenderings } from "./ui/oldRenderings";
import { App } from "./views/App";
import { Client, ClientContext } from "./views/client";
import { registerServiceWorker } from "./views/serviceWorker";

const root = document.getElementById("app");
if (root === null) {
  throw new Error("index.html has an element with the id app.");
}
forgetOldRenderings();
const client = new Client();
void client.start();
void client.spoken.ready.then(() => {
  root.replaceChildren();
  render(
    <ClientContext.Provider value={client}>
      <App />
    </ClientContext.Provider>,
    root,
  );
});
loadParser().catch(() => {
  // Messages stay readable as they were written.
});
registerServiceWorker();
