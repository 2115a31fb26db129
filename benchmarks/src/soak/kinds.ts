import type { Api, ApiAnswer } from './api.ts';
import type { Ledger } from './ledger.ts';

/** A kind of call, as data: what it does and how often, compared with the other kinds. */
export interface Kind {
  readonly name: string;
  readonly weight: number;
  readonly run: (soak: Soak) => Promise<unknown>;
}

/** What calls need. */
export interface Soak {
  readonly api: Api;
  /** The administrator's token, and that of a caller with roles in the project. */
  readonly administrator: string;
  readonly token: string;
  readonly startTime: Date;
  readonly ledger: Ledger;
  /** From 0 to 1, excluding 1. */
  readonly random: () => number;
  /** A number that was never returned before. */
  readonly next: () => number;
  /** Reports something that must not happen. */
  readonly flaw: (sentence: string) => void;
}

export const PROJECT = 'soak';
/** `busy` has 100 nodes; `small` has one, so its callers are refused often; `side` is suspended and resumed. */
export const CONNECTIONS = { busy: 100, small: 1, side: 4 } as const;
export const PARENT = `/v1/projects/${PROJECT}/locations/local`;

export function entities(entityType: string, connection: keyof typeof CONNECTIONS = 'busy'): string {
  return `/v2/projects/${PROJECT}/locations/local/connections/${connection}/entityTypes/${entityType}/entities`;
}

export function action(name: string): string {
  return `/v2/projects/${PROJECT}/locations/local/connections/busy/actions/${name}:execute`;
}

export function pick<T>({ random }: Pick<Soak, 'random'>, of: readonly [T, ...T[]]): T {
  return of[Math.floor(random() * of.length)] ?? of[0];
}

/** The keys of a list answer. */
export function keysOf(answer: ApiAnswer | undefined): readonly string[] {
  const rows: readonly { readonly fields: { readonly Sid: string } }[] = answer?.json.entities ?? [];
  return rows.map(({ fields }) => fields.Sid);
}
