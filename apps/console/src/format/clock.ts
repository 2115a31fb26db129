import { useSyncExternalStore } from 'react';

/** In which zone the console shows times. The header says it once, for every time on the page. */
export type Zone = 'utc' | 'local';

const STORAGE = 'zone';
const listeners = new Set<() => void>();
let zone: Zone = localStorage.getItem(STORAGE) === 'local' ? 'local' : 'utc';

export function setZone(next: Zone): void {
  zone = next;
  localStorage.setItem(STORAGE, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useZone(): Zone {
  return useSyncExternalStore(subscribe, () => zone);
}

/** The name of the zone as the header shows it: `UTC` or `Europe/Berlin`. */
export function zoneName(shown: Zone): string {
  return shown === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-30 10:04:26`, or the text itself if it is not a time. */
function formatTime(text: string, shown: Zone): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  const parts =
    shown === 'utc'
      ? [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
          date.getUTCHours(),
          date.getUTCMinutes(),
          date.getUTCSeconds(),
        ]
      : [
          date.getFullYear(),
          date.getMonth() + 1,
          date.getDate(),
          date.getHours(),
          date.getMinutes(),
          date.getSeconds(),
        ];
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return `${year}-${two(month)}-${two(day)} ${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

export function useFormatTime(): (text: string) => string {
  const shown = useZone();
  return (text) => formatTime(text, shown);
}
