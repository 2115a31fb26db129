import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerBed, startServerBed } from '../server-bed.js';

// The permission matrix derives what it expects from the declarations and roles that it checks. The outcomes here are written
// by hand, so that a mistake in a declaration or a role is noticed.

const CONNECTION = 'projects/p/locations/local/connections/c';
const OTHER = 'projects/p/locations/local/connections/d';
const SECRET = '/secretmanager/v1/projects/p/secrets/auth-c';
const DENIED = '403 PERMISSION_DENIED';
const OWNER = { bindings: [{ role: 'roles/connectors.admin', members: ['user:mallory@example.com'] }] };
const MESSAGE = { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'sensitive' } };

type Row = readonly [role: string, on: string, call: string, body: object | undefined, outcome: string];

const ROWS: readonly Row[] = [
  // A viewer changes nothing and spends no money.
  ['connectors.viewer', 'projects/p', `POST /v2/${CONNECTION}/entityTypes/Messages/entities`, MESSAGE, DENIED],
  ['connectors.viewer', 'projects/p', `PATCH /v1/${CONNECTION}?updateMask=suspended`, { suspended: true }, DENIED],
  ['connectors.viewer', 'projects/p', `POST /v1/${CONNECTION}:setIamPolicy`, { policy: OWNER }, DENIED],
  // An invoker works with the data, but sees and changes no configuration.
  ['connectors.invoker', CONNECTION, `GET /v2/${CONNECTION}/entityTypes/Messages/entities`, undefined, '200'],
  ['connectors.invoker', CONNECTION, `GET /v2/${OTHER}/entityTypes/Messages/entities`, undefined, DENIED],
  ['connectors.invoker', 'projects/p', `GET /v1/${CONNECTION}`, undefined, DENIED],
  ['connectors.invoker', 'projects/p', `DELETE /v1/${CONNECTION}`, undefined, DENIED],
  // An administrator of connections reads no secret, and is confined to a project or a connection.
  ['connectors.admin', 'projects/p', `GET ${SECRET}/versions/1:access`, undefined, DENIED],
  ['connectors.admin', 'projects/p', 'POST /admin/v1/tokens', { name: 'mine' }, DENIED],
  ['connectors.admin', 'projects/q', `PATCH /v1/${CONNECTION}?updateMask=suspended`, { suspended: true }, DENIED],
  ['connectors.admin', CONNECTION, 'POST /cloudresourcemanager/v1/projects/p:setIamPolicy', { policy: OWNER }, DENIED],
  // A secret accessor changes no secret, a secret viewer reads no value, and a secret administrator reads no data of Twilio.
  ['secretmanager.secretAccessor', 'projects/p', `GET ${SECRET}/versions/1:access`, undefined, '200'],
  ['secretmanager.secretAccessor', 'projects/p', `POST ${SECRET}/versions/1:destroy`, {}, DENIED],
  ['secretmanager.viewer', 'projects/p', `GET ${SECRET}/versions/1:access`, undefined, DENIED],
  ['secretmanager.admin', 'projects/p', `GET /v2/${CONNECTION}/entityTypes/Messages/entities`, undefined, DENIED],
];

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(CONNECTION);
  await bed.connection(OTHER);
});
afterAll(() => bed.close());

/** Everything that a call that should be denied could change. */
const state = async () => ({
  connections: await bed.must('/v1/projects/p/locations/local/connections'),
  policies: await Promise.all(
    [`/v1/${CONNECTION}:getIamPolicy`, '/cloudresourcemanager/v1/projects/p:getIamPolicy'].map((path) =>
      bed.must(path, path.includes('cloudresourcemanager') ? { method: 'POST', body: {} } : {}),
    ),
  ),
  version: await bed.must(`${SECRET}/versions/1`),
  messages: bed.simulator.snapshot('Messages').length,
});

test.each(ROWS.map((row, index) => [...row, `token-${index}`] as const))(
  'a caller with the role %s on %s that calls %s gets the documented answer',
  async (role, on, call, body, outcome, name) => {
    const token = await bed.token(name, [`roles/${role}`, on]);
    const [before, sent] = [await state(), bed.simulator.journal.count];
    const [method, path = ''] = call.split(' ');
    const { status, reason } = await bed.call(path, { method, token, body });
    expect([status, reason].filter(Boolean).join(' ')).toBe(outcome);
    if (outcome === DENIED) expect(bed.simulator.journal.count).toBe(sent);
    expect(await state()).toEqual(before);
  },
);
