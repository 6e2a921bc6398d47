import { useSyncExternalStore } from 'react';
import { createListeners } from './listeners.ts';

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
      tell();
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
const { listen, tell } = createListeners();
prefersDark.addEventListener('change', tell);

function readTheme(): Theme {
  const kept = localStorage.getItem(THEME);
  return ORDER.find((theme) => theme === kept) ?? 'system';
}

function readShownTheme(): 'light' | 'dark' {
  const theme = readTheme();
  return theme === 'system' ? (prefersDark.matches ? 'dark' : 'light') : theme;
}
