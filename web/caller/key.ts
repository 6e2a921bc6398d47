import { useSyncExternalStore } from 'react';
import { createListeners } from '../parts/listeners.ts';
import { texts } from '../texts.ts';

/** Where GraphiQL keeps it too: whoever gave a key to one has given it to both. It is forgotten with the tab. */
const KEY_IN_TAB = 'trunkline.key';

/** Whether the server wants a key: asked for when it refused a request. */
export type KeyState = { readonly key: string | null; readonly refused: string | null };

let state: KeyState = { key: sessionStorage.getItem(KEY_IN_TAB), refused: null };
const { listen, tell } = createListeners();

/** Keeps a key for this tab; null forgets it. */
export function keepKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(KEY_IN_TAB);
  else sessionStorage.setItem(KEY_IN_TAB, key);
  become({ key, refused: null });
}

/** The server refused a key, or wants one: another is asked for. What is said of a key of before is not of this one. */
export function refuseKey(key: string | null, reason: string = texts.key.wanted): void {
  if (key !== state.key) return;
  sessionStorage.removeItem(KEY_IN_TAB);
  // Without a key, the server's words are for those who write requests themselves.
  become({ key: null, refused: key === null ? texts.key.wanted : reason });
}

export const useKey = (): KeyState => useSyncExternalStore(listen, () => state);

function become(next: KeyState): void {
  state = next;
  tell();
}
