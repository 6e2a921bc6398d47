import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];
const THEME = 'trunkline.theme';

/** The theme that was chosen in this browser, and the way to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const theme = useSyncExternalStore(listen, readTheme);
  return [
    theme,
    () => {
      localStorage.setItem(THEME, ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length]!);
      showTheme();
      for (const listener of listeners) listener();
    },
  ];
}

/** What is seen now, whoever chose it: for what draws with colours itself. */
export const useShownTheme = (): 'light' | 'dark' => useSyncExternalStore(listen, readShownTheme);

/** Before the first paint. */
export function showTheme(): void {
  const theme = readTheme();
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  prefersDark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    prefersDark.removeEventListener('change', listener);
  };
}

function readTheme(): Theme {
  const kept = localStorage.getItem(THEME);
  return ORDER.find((theme) => theme === kept) ?? 'system';
}

function readShownTheme(): 'light' | 'dark' {
  const theme = readTheme();
  return theme === 'system' ? (prefersDark.matches ? 'dark' : 'light') : theme;
}
