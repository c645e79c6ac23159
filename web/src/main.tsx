import { render } from "preact";
import { App } from "./views/App";
import { Client, ClientContext } from "./views/client";
import { registerServiceWorker } from "./views/serviceWorker";

const root = document.getElementById("app");
if (root === null) {
  throw new Error("index.html has an element with the id app.");
}
const client = new Client();
root.replaceChildren();
render(
  <ClientContext.Provider value={client}>
    <App />
  </ClientContext.Provider>,
  root,
);
void client.start();
registerServiceWorker();
