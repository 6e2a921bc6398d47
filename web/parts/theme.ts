import { useSyncExternalStore } from 'react';
import { createKept } from './kept-in-browser.ts';

export type Theme = 'system' | 'light' | 'dark';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];

/** The theme that was chosen in this browser, and the way to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const theme = kept.use();
  return [theme, () => kept.set(ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length]!)];
}

/** What is seen now, whoever chose it: for what draws with colours itself. */
export const useShownTheme = (): 'light' | 'dark' => useSyncExternalStore(listen, readShownTheme);

/** Before the first paint. */
export function showTheme(): void {
  const theme = kept.get();
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}

const kept = createKept<Theme>('trunkline.theme', (text) => ORDER.find((theme) => theme === text) ?? 'system');
// Before anything that draws with colours hears of it.
kept.listen(showTheme);

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

function listen(listener: () => void): () => void {
  const stop = kept.listen(listener);
  prefersDark.addEventListener('change', listener);
  return () => {
    stop();
    prefersDark.removeEventListener('change', listener);
  };
}

function readShownTheme(): 'light' | 'dark' {
  const theme = kept.get();
  return theme === 'system' ? (prefersDark.matches ? 'dark' : 'light') : theme;
}
