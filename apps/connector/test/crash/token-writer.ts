import { type Api, read } from './api.ts';
import { createTracked, type Tracked } from './tracked.ts';
import type { Writer, WriterOptions } from './writer.ts';

const PATH = '/admin/v1/tokens';
const ROLE = 'roles/connectors.viewer';

interface Made {
  readonly name: string;
  readonly tracked: Tracked;
  /** The token itself, where its maker got to know it. */
  token?: string;
}

/** Makes tokens with a role on a project of their own, and revokes them. */
export function createTokenWriter({ lane, random, findings }: WriterOptions): Writer {
  const made: Made[] = [];
  let touched = new Set<Made>();

  async function make(api: Api): Promise<boolean> {
    const name = `${lane}-t${made.length}`;
    const one: Made = { name, tracked: createTracked(`the token ${name}`, 'absent', findings) };
    made.push(one);
    touched.add(one);
    const body = { name, bindings: [{ role: ROLE, resource: `projects/${name}` }] };
    const answer = await one.tracked.attempt('alive', () => api({ method: 'POST', path: PATH, body }));
    if (answer?.status === 200) one.token = String(answer.json.token);
    return answer !== undefined;
  }

  return {
    async write(api) {
      const alive = made.slice(-5).find(({ tracked }) => tracked.state === 'alive');
      if (!alive || random.next() < 0.6) return make(api);
      touched.add(alive);
      const call = { method: 'DELETE', path: `${PATH}/${alive.name}` } as const;
      return (await alive.tracked.attempt('revoked', () => api(call))) !== undefined;
    },
    async check(api) {
      const listed = await listTokens(api);
      for (const { name, tracked } of made) tracked.found(listed.get(name) ?? 'absent');
      const some = made[random.below(made.length || 1)];
      const toCheck = [...new Set([...touched, ...(some ? [some] : [])])];
      for (const one of toCheck) {
        const flaw = await flawOf(api, one);
        if (flaw !== undefined) findings.flaw('half', flaw);
      }
      // Who fails to log in is slowed the more, the oftener: one of them is asked.
      const asked = toCheck.filter(({ tracked }) => tracked.state === 'alive');
      const revoked = toCheck.find(({ tracked, token }) => tracked.state === 'revoked' && token !== undefined);
      for (const one of [...asked, ...(revoked ? [revoked] : [])]) {
        const flaw = await loginFlawOf(api, one);
        if (flaw !== undefined) findings.flaw('half', flaw);
      }
      touched = new Set();
    },
  };
}

async function listTokens(api: Api): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let pageToken = ''; ;) {
    const page = await read(api, `${PATH}?pageSize=200&pageToken=${pageToken}`);
    for (const { name, revokeTime } of page.tokens) found.set(name, revokeTime ? 'revoked' : 'alive');
    if (!page.nextPageToken) return found;
    pageToken = page.nextPageToken;
  }
}

/** A token and its roles are made together, or not at all. */
async function flawOf(api: Api, { name, tracked }: Made): Promise<string | undefined> {
  const path = `/cloudresourcemanager/v1/projects/${name}:getIamPolicy`;
  const { bindings = [] } = await read(api, path, { method: 'POST', body: {} });
  const hasRole = JSON.stringify(bindings) === JSON.stringify([{ role: ROLE, members: [`token:${name}`] }]);
  if (hasRole === (tracked.state !== 'absent')) return undefined;
  return `the token ${name} is ${tracked.state}, and its role is not so`;
}

/** It lets in as long as it is alive. */
async function loginFlawOf(api: Api, { name, tracked, token }: Made): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const answer = await api({ method: 'GET', path: `/v1/projects/${name}/locations/local/connections`, token });
  const expected = tracked.state === 'alive' ? 200 : 401;
  if (answer?.status === expected) return undefined;
  return `the token ${name} is ${tracked.state}, and is answered ${answer?.status}`;
}
