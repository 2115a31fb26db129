import { useSyncExternalStore } from 'react';

/** `system` follows the operating system. */
export type Theme = 'system' | 'light' | 'dark';

const YEAR_SECONDS = 365 * 24 * 3600;
const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const listeners = new Set<() => void>();
let theme = read();

/** A cookie rather than storage: the server puts the theme into the page, so that nothing flashes before the scripts run. */
function read(): Theme {
  const [, value] = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie) ?? [];
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Only the console needs it, so it is not sent with calls of the API. */
function write(next: Theme): void {
  const age = next === 'system' ? 0 : YEAR_SECONDS;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `theme=${next}; Path=/console; Max-Age=${age}; SameSite=Strict${secure}`;
}

/** The server has done so, but that of development does not. */
export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function switchTheme(): void {
  theme = NEXT[theme];
  write(theme);
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
