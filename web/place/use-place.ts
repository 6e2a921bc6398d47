import { useSyncExternalStore } from 'react';
import { createListeners } from '../parts/listeners.ts';
import { type Route, readRoute } from './route.ts';

/** Where the console is served from. The page's base names it, whichever page was opened first. */
export const ROOT = new URL('.', document.baseURI);

/** Where the browser is now; renders again when that changes. */
export function useRoute(): Route {
  return useSyncExternalStore(listen, () => current);
}

/** Goes to a path below ROOT: a new entry of the browser's history, or with `replace` another form of this one. */
export function go(path: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const url = new URL(path, ROOT);
  if (url.href === location.href) return;
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  renew();
}

/** Whether somebody has gone from one page to another since the first was loaded. */
export const hasGone = (): boolean => gone;

/** Changes what the address says beside the page. Each change of a filter is an entry of the browser's history. */
export function goSearch(search: URLSearchParams, options?: { readonly replace?: boolean }): void {
  const text = search.toString();
  go(`${location.pathname}${text === '' ? '' : `?${text}`}`, options);
}

let gone = false;
let current = readRoute(new URL(location.href), ROOT);
const { listen, tell } = createListeners();

function renew(): void {
  gone = true;
  current = readRoute(new URL(location.href), ROOT);
  tell();
}

addEventListener('popstate', renew);
// Its address is relative to the page that was opened first: other pages have other depths.
document.querySelector('base')?.setAttribute('href', ROOT.href);
