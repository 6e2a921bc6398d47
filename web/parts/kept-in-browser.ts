import { useSyncExternalStore } from 'react';
import { createListeners } from './listeners.ts';

/** What was chosen in this browser, the same in all of its tabs. `read` makes sense of whatever stands there, null: nothing. */
export function createKept<T>(name: string, read: (text: string | null) => T) {
  const { listen, tell } = createListeners();
  let value = read(localStorage.getItem(name));
  const become = (text: string | null): void => {
    value = read(text);
    tell();
  };
  addEventListener('storage', ({ key, newValue }) => {
    // Without a key, everything was cleared.
    if (key === name || key === null) become(newValue);
  });
  const get = (): T => value;
  return {
    get,
    listen,
    use: (): T => useSyncExternalStore(listen, get),
    set(text: string): void {
      localStorage.setItem(name, text);
      become(text);
    },
  };
}

/** Null for what is no JSON: something else wrote there. */
export function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
