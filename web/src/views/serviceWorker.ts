const workerUrl = "/sw.js";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Under `require-trusted-types-for 'script'` the worker's address comes from a policy, which lets this one address through. */
function trustedWorkerUrl(): string {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("parley", {
    createScriptURL(url) {
      if (url !== workerUrl) {
        throw new TypeError(`Not a script of this page: ${url}`);
      }
      return url;
    },
  });
  return policy?.createScriptURL(workerUrl) ?? workerUrl;
}

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) {
    return;
  }
  window.addEventListener("load", () => {
    navigator.serviceWorker.register(trustedWorkerUrl(), { updateViaCache: "none" }).catch(() => {
      // Without it the page needs the network to open, as any other.
    });
  });
}
