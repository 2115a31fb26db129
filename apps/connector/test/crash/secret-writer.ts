import { type Api, type ApiCall, read } from './api.ts';
import { createTracked } from './tracked.ts';
import type { Writer, WriterOptions } from './writer.ts';

/** The state of each version in order, with its value if it can be read. */
type Versions = readonly { readonly state: 'ENABLED' | 'DISABLED' | 'DESTROYED'; readonly value: string | null }[];

const VERBS = { ENABLED: 'enable', DISABLED: 'disable', DESTROYED: 'destroy' } as const;
const MAX_VERSIONS = 8;

/** Repeatedly creates a secret, adds, disables, enables and destroys versions, and deletes the secret. */
export function createSecretWriter(id: string, { lane, random, findings }: WriterOptions): Writer {
  const parent = `/secretmanager/v1/projects/${lane}/secrets`;
  const path = `${parent}/${id}`;
  const tracked = createTracked(path, 'absent', findings);
  // Every value ever added: a disabled version cannot be read, but must be complete once it is enabled again.
  let values = new Map<number, string>();
  let marks = 0;

  const change = async (api: Api, next: Versions | 'absent', call: ApiCall) => {
    const state = typeof next === 'string' ? next : JSON.stringify(next);
    return (await tracked.attempt(state, () => api(call))) !== undefined;
  };

  return {
    write(api) {
      if (tracked.state === 'absent') {
        values = new Map();
        const body = { replication: { automatic: {} } };
        return change(api, [], { method: 'POST', path: `${parent}?secretId=${id}`, body });
      }
      const versions = JSON.parse(tracked.state) as Versions;
      if (versions.length >= MAX_VERSIONS) return change(api, 'absent', { method: 'DELETE', path });
      const index = random.below(versions.length || 1);
      const version = versions[index];
      if (!version || version.state === 'DESTROYED' || random.next() < 0.6) {
        const value = `value ${(marks += 1)}`;
        values.set(versions.length + 1, value);
        const body = { payload: { data: Buffer.from(value).toString('base64') } };
        return change(api, [...versions, { state: 'ENABLED', value }], {
          method: 'POST',
          path: `${path}:addVersion`,
          body,
        });
      }
      const state = random.pick(
        version.state === 'ENABLED' ? (['DISABLED', 'DESTROYED'] as const) : (['ENABLED'] as const),
      );
      const value = state === 'ENABLED' ? (values.get(index + 1) ?? null) : null;
      const next = versions.with(index, { state, value });
      return change(api, next, { method: 'POST', path: `${path}/versions/${index + 1}:${VERBS[state]}`, body: {} });
    },
    async check(api) {
      const answer = await api({ method: 'GET', path: `${path}/versions` });
      if (answer?.status === 404) tracked.found('absent');
      else tracked.found(JSON.stringify(await readVersions(api, path, answer?.json.versions)));
    },
  };
}

async function readVersions(api: Api, path: string, listed: { name: string; state: string }[] = []) {
  const oldestFirst = listed.map(({ state }) => ({ state, value: null as string | null })).reverse();
  const reads = oldestFirst.map(async ({ state, value }, index) => {
    if (state !== 'ENABLED') return { state, value };
    const { payload } = await read(api, `${path}/versions/${index + 1}:access`);
    return { state, value: Buffer.from(payload.data, 'base64').toString() };
  });
  return Promise.all(reads);
}
