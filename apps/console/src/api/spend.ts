import { useSyncExternalStore } from 'react';

/** What this browser tab has cost: requests to Twilio, as each answer states. */
export interface Spend {
  /** By the calls of the view that is open. */
  readonly view: number;
  /** Since the page was loaded. */
  readonly session: number;
}

let spend: Spend = { view: 0, session: 0 };
const listeners = new Set<() => void>();

function change(next: Spend): void {
  spend = next;
  for (const listener of listeners) listener();
}

export function addSpend(requests: number): void {
  if (requests > 0) change({ view: spend.view + requests, session: spend.session + requests });
}

/** Another view is open. */
export function startView(): void {
  if (spend.view > 0) change({ ...spend, view: 0 });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSpend(): Spend {
  return useSyncExternalStore(subscribe, () => spend);
}
