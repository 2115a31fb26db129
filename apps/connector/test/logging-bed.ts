import type { BedCall, ServerBed } from './server-bed.js';
import { FIRST } from './server-bed.js';

/** An entry as the API shows it. The test knows its shape. */
export type ShownEntry = Record<string, any>;

/** How the log of a connection is set. */
export interface LogSetting {
  readonly level?: 'ERROR' | 'INFO' | 'DEBUG';
  readonly log_payloads?: boolean;
}

/** Turns the log of a connection on, and its payloads on or off. */
export async function turnOnLog(
  { must }: Pick<ServerBed, 'must'>,
  { level = 'DEBUG', log_payloads = false }: LogSetting = {},
  name = FIRST,
): Promise<void> {
  const before = await must(`/v1/${name}`);
  const others = (before.configVariables ?? []).filter(({ key }: { readonly key: string }) => key !== 'log_payloads');
  const configVariables = [...others, { key: 'log_payloads', boolValue: log_payloads }];
  await must(`/v1/${name}?updateMask=logConfig,configVariables`, {
    method: 'PATCH',
    body: { logConfig: { enabled: true, level }, configVariables },
  });
}

/** Reads the entries of logs, oldest first, page by page. */
export async function readLogs(
  { call }: Pick<ServerBed, 'call'>,
  query: Readonly<Record<string, unknown>>,
  given: BedCall,
): Promise<readonly ShownEntry[]> {
  const entries: ShownEntry[] = [];
  let pageToken: string | undefined;
  do {
    const body = { resourceNames: ['projects/local'], pageSize: 1000, ...query, pageToken };
    const answer = await call('/logging/v2/entries:list', { method: 'POST', body, ...given });
    if (answer.status !== 200) throw new Error(`The logs answered ${answer.status}: ${answer.text}`);
    entries.push(...(answer.json.entries ?? []));
    pageToken = answer.json.nextPageToken;
  } while (pageToken !== undefined);
  return entries;
}
