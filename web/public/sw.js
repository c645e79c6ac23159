// Keeps the page's own files, so that it opens without a network. Never touches /api: its answers are as fresh as the server.
const cacheName = "parley-shell-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) {
    return;
  }
  if (event.request.mode === "navigate") {
    event.respondWith(networkFirst(event.request));
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(cacheFirst(event.request));
  }
});

// On a phone notifications are the worker's: a tap opens the message, in a page that is open where there is one.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? "/"));
});

async function open(path) {
  const [page] = await clients.matchAll({ type: "window" });
  if (page) {
    await page.focus();
    page.postMessage({ type: "open", path });
  } else {
    await clients.openWindow(path);
  }
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** What a load balancer says in place of servers that are not there. */
const awayStatuses = [502, 503, 504];

/** Every address of the page answers with the same document. */
async function networkFirst(request) {
  const cache = await caches.open(cacheName);
  const response = await fetch(request).catch(() => Response.error());
  if (response.type === "error" || awayStatuses.includes(response.status)) {
    return (await cache.match("/")) ?? response;
  }
  if (response.ok && response.headers.get("Content-Type")?.startsWith("text/html")) {
    await cache.put("/", response.clone());
  }
  return response;
}

/** The names hold a hash of the content, so what is there never changes. */
async function cacheFirst(request) {
  const cache = await caches.open(cacheName);
  const hit = await cache.match(request);
  if (hit) {
    return hit;
  }
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
  }
  return response;
}
