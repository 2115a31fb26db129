import { type Api, read } from './api.ts';
import { createTracked, type Tracked } from './tracked.ts';
import type { Writer, WriterOptions } from './writer.ts';

const PATH = '/admin/v1/tokens';
const ROLE = 'roles/connectors.viewer';

interface CreatedToken {
  readonly name: string;
  readonly tracked: Tracked;
  /** The token itself, if the answer to its creation arrived. */
  token?: string;
}

/** Creates tokens, each with a role on its own project, and revokes them. */
export function createTokenWriter({ lane, random, findings }: WriterOptions): Writer {
  const created: CreatedToken[] = [];
  let touched = new Set<CreatedToken>();

  async function create(api: Api): Promise<boolean> {
    const name = `${lane}-t${created.length}`;
    const one: CreatedToken = { name, tracked: createTracked(`the token ${name}`, 'absent', findings) };
    created.push(one);
    touched.add(one);
    const body = { name, bindings: [{ role: ROLE, resource: `projects/${name}` }] };
    const answer = await one.tracked.attempt('alive', () => api({ method: 'POST', path: PATH, body }));
    if (answer?.status === 200) one.token = String(answer.json.token);
    return answer !== undefined;
  }

  return {
    async write(api) {
      const alive = created.slice(-5).find(({ tracked }) => tracked.state === 'alive');
      if (!alive || random.next() < 0.6) return create(api);
      touched.add(alive);
      const call = { method: 'DELETE', path: `${PATH}/${alive.name}` } as const;
      return (await alive.tracked.attempt('revoked', () => api(call))) !== undefined;
    },
    async check(api) {
      const listed = await listTokens(api);
      for (const { name, tracked } of created) tracked.found(listed.get(name) ?? 'absent');
      const some = created[random.below(created.length || 1)];
      const toCheck = [...new Set([...touched, ...(some ? [some] : [])])];
      for (const one of toCheck) {
        const flaw = await flawOf(api, one);
        if (flaw !== undefined) findings.flaw('half', flaw);
      }
      // Failed logins slow the address down increasingly, so only one revoked token is tried.
      const alive = toCheck.filter(({ tracked }) => tracked.state === 'alive');
      const revoked = toCheck.find(({ tracked, token }) => tracked.state === 'revoked' && token !== undefined);
      for (const one of [...alive, ...(revoked ? [revoked] : [])]) {
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

/** A token and its role must be created together or not at all. */
async function flawOf(api: Api, { name, tracked }: CreatedToken): Promise<string | undefined> {
  const path = `/cloudresourcemanager/v1/projects/${name}:getIamPolicy`;
  const { bindings = [] } = await read(api, path, { method: 'POST', body: {} });
  const hasRole = JSON.stringify(bindings) === JSON.stringify([{ role: ROLE, members: [`token:${name}`] }]);
  if (hasRole === (tracked.state !== 'absent')) return undefined;
  return `the token ${name} is ${tracked.state}, but its role does not match`;
}

/** A token must log in if and only if it is alive. */
async function loginFlawOf(api: Api, { name, tracked, token }: CreatedToken): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const answer = await api({ method: 'GET', path: `/v1/projects/${name}/locations/local/connections`, token });
  const expected = tracked.state === 'alive' ? 200 : 401;
  if (answer?.status === expected) return undefined;
  return `the token ${name} is ${tracked.state}, but a call with it was answered ${answer?.status}`;
}
