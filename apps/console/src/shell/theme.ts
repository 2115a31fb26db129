import { useSyncExternalStore } from 'react';

/** `system` follows the operating system. */
export type Theme = 'system' | 'light' | 'dark';

const STORAGE = 'theme';
const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const listeners = new Set<() => void>();
const stored = localStorage.getItem(STORAGE);
let theme: Theme = stored === 'light' || stored === 'dark' ? stored : 'system';

/** Before the first paint, so that nothing flashes. */
export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function switchTheme(): void {
  theme = NEXT[theme];
  localStorage.setItem(STORAGE, theme);
  applyTheme();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => theme);
}
