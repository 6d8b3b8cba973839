const KEY = 'deck.reloaded-at';
const ONCE_IN_MS = 15_000;

/**
 * A new build of Deck has other file names: a page that was open then asks for files that are gone. It loads itself
 * anew at the address that it was going to; if that does not help, the fault is shown.
 */
export function reloadForNewBuild(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < ONCE_IN_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
