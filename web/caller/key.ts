import { useSyncExternalStore } from 'react';

/** Where GraphiQL keeps it too: whoever gave a key to one has given it to both. It is forgotten with the tab. */
const KEY_IN_TAB = 'trunkline.key';

/** Whether the server wants a key: asked for when it refused a request. */
export type KeyState = { readonly key: string | null; readonly refused: string | null };

let state: KeyState = { key: sessionStorage.getItem(KEY_IN_TAB), refused: null };
const listeners = new Set<() => void>();

export const readKey = (): string | null => state.key;

/** Keeps a key for this tab; null forgets it. */
export function keepKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(KEY_IN_TAB);
  else sessionStorage.setItem(KEY_IN_TAB, key);
  become({ key, refused: null });
}

/** The server refused what was asked with the key, or without one: says why. */
export function refuseKey(reason: string): void {
  become({ ...state, refused: reason });
}

export const useKey = (): KeyState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

function become(next: KeyState): void {
  state = next;
  for (const listener of listeners) listener();
}
