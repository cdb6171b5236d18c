/**
 * The sites that the participant granted in this browser, and the script that serves them.
 *
 * @module
 */
const scriptId = "assent-page";
const scriptFile = "content-script.js";

export async function grantedHosts(): Promise<readonly string[]> {
  const { origins = [] } = await chrome.permissions.getAll();
  return origins.toSorted().slice(0, 500);
}

export const isGranted = (origin: string): Promise<boolean> =>
  chrome.permissions.contains({ origins: [`${origin}/*`] });

/** Makes the registered script serve exactly the granted sites, now and after a restart. */
export async function serveGranted(): Promise<void> {
  const matches = [...(await grantedHosts())];
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: [scriptId] });
  if (matches.length === 0) {
    if (registered.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [scriptId] });
    return;
  }
  const script: chrome.scripting.RegisteredContentScript = {
    id: scriptId,
    js: [scriptFile],
    matches,
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: "document_start",
    persistAcrossSessions: true,
  };
  if (registered.length > 0) await chrome.scripting.updateContentScripts([script]);
  else await chrome.scripting.registerContentScripts([script]);
}

/** Serves the pages that were open already when their site was granted. */
export async function serveOpenPages(): Promise<void> {
  const url = [...(await grantedHosts())];
  if (url.length === 0) return;
  const tabs = await chrome.tabs.query({ url });
  const ids = tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await Promise.allSettled(
    ids.map((tabId) =>
      chrome.scripting.executeScript({
        target: { tabId, allFrames: true },
        files: [scriptFile],
        injectImmediately: true,
      }),
    ),
  );
}
