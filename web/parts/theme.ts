import { useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];
const THEME = 'trunkline.theme';

/** The theme that was chosen in this browser, and the way to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(readTheme);
  return [
    theme,
    () => {
      const next = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length]!;
      localStorage.setItem(THEME, next);
      showTheme(next);
      setTheme(next);
    },
  ];
}

/** Before the first paint. */
export function showTheme(theme: Theme = readTheme()): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}

function readTheme(): Theme {
  const kept = localStorage.getItem(THEME);
  return ORDER.find((theme) => theme === kept) ?? 'system';
}
