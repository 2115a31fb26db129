import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const CONNECTION = 'projects/p/locations/local/connections/c';
/** Property names with a special meaning in JavaScript. */
const BUILT_IN = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
const token = ADMINISTRATOR_TOKEN;

let bed: ServerBed;
let mallory: string;
beforeAll(async () => {
  bed = await startServerBed();
  await bed.connection(CONNECTION);
  mallory = await bed.token(
    'mallory',
    ['roles/connectors.admin', 'projects/q'],
    ['roles/secretmanager.admin', 'projects/q'],
  );
});
afterAll(() => bed.close());

describe('path tricks', () => {
  /** Each path would reach projects/p if routing and access control read it differently. */
  const tricks = [
    '/v1/projects/q/../p/locations/local/connections/c',
    '/v1/projects/q/%2e%2e/p/locations/local/connections/c',
    '/v1/projects/q%2F..%2Fp/locations/local/connections/c',
    '/v1/projects/q%2F%2E%2E%2Fp/locations/local/connections/c',
    '/v1/projects/q%5c..%5cp/locations/local/connections/c',
    '/v1/projects/p%2Flocations%2Flocal%2Fconnections%2Fc/locations/local/connections/c',
    '/v1/projects/P/locations/local/connections/c',
    '/v1/projects/%70/locations/local/connections/c',
    '/v1/projects/p%00/locations/local/connections/c',
    '/v1/projects/p%20/locations/local/connections/c',
    '/v1/projects/%EF%BD%90/locations/local/connections/c',
    '/v1/projects/p/locations/LOCAL/connections/c',
    '/v1/projects/p/locations/-/connections/c',
    '/v1/projects/-/locations/local/connections/c',
    '/v1/projects/-/locations/-/connections',
    '/v1/projects/-/locations/local/operations',
    '/v1/projects/p/locations/-/connections',
    '/v1//projects/p/locations/local/connections/c',
    '/V1/projects/p/locations/local/connections/c',
    '/v1/projects/p/locations/local/connections/c/',
    '/v1/projects/p/locations/local/connections/c%2F',
    '/v1/projects/p/locations/local/connections/c;a=b',
    '/v1/projects/p/locations/local/connections/c%23',
    '/v1/projects/p/locations/local/connections/c%3Fx',
    '/v1/projects/p/locations/local/connections/d%0d%0aX:1',
    '/v1/projects/q/locations/local%2Fconnections%2Fc/connections/c',
    '/v2/projects/q%2F..%2Fp/locations/local/connections/c/entityTypes/Messages/entities',
    '/v2/projects/p/locations/local/connections/c/entityTypes/Messages/entities/x%2F..%2F..',
    '/v2/projects/q/locations/local/connections/..%2F..%2F..%2Fp/entityTypes',
    '/secretmanager/v1/projects/p/secrets/auth-c/versions/latest:access',
    '/secretmanager/v1/projects/q%2F..%2Fp/secrets/auth-c/versions/latest:access',
    '/secretmanager/v1/projects/q/secrets/..%2F..%2Fp%2Fsecrets%2Fauth-c/versions/latest:access',
    '/secretmanager/v1/projects/q/secrets/auth-c/versions/..%2F..%2F..%2F..%2Fp%2Fsecrets%2Fauth-c%2Fversions%2F1:access',
    '/v1/projects/p/secrets/auth-c/versions/latest:access',
    '/secretmanager/v1/projects/P/secrets/auth-c/versions/latest:access',
    "/v1/projects/q'%20OR%20'1'='1/locations/local/connections",
    "/secretmanager/v1/projects/q/secrets/x'%20OR%20'1'='1/versions/latest:access",
  ];

  test.each(tricks)('the path %s gives a caller without a role in projects/p no access to it', async (path) => {
    const answer = await bed.call(path, { token: mallory });
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(bed.simulator.accountSid);
    expect(answer.text).not.toContain('payload');
  });

  test('another spelling of a project does not select another policy for the same connection', async () => {
    // A role on projects/P, which has no connections, is not a role on projects/p.
    const other = await bed.token('other', ['roles/connectors.admin', 'projects/P']);
    for (const spelling of ['p', '%70', 'P', '%50']) {
      const answer = await bed.call(`/v1/projects/${spelling}/locations/local/connections/c`, { token: other });
      expect([403, 404], spelling).toContain(answer.status);
    }
    expect((await bed.call(`/v1/projects/%70/locations/local/connections/%63`, { token })).status).toBe(200);
  });

  test('headers cannot override the method, the path or the caller of a request', async () => {
    const headers = {
      'X-HTTP-Method-Override': 'DELETE',
      'X-Original-URL': `/v1/${CONNECTION}`,
      'X-Rewrite-URL': `/v1/${CONNECTION}`,
      'X-Forwarded-For': '127.0.0.1',
      'X-Goog-User-Project': 'p',
      'X-Goog-Request-Params': `name=${CONNECTION}`,
    };
    expect((await bed.call('/v1/projects/q/locations/local/connections', { token: mallory, headers })).text).toBe(
      '{"connections":[]}\n',
    );
    expect((await bed.call(`/v1/${CONNECTION}`, { token, headers })).json.name).toBe(CONNECTION);
    expect((await bed.call(`/v1/${CONNECTION}?access_token=${token}`)).reason).toBe('TOKEN_IN_URL');
    for (const authorization of [`Basic ${token}`, `Bearer ${token} x`, `Bearer ${token},${token}`, token]) {
      const answer = await bed.call(`/v1/${CONNECTION}`, { headers: { Authorization: authorization } });
      expect(answer.reason, authorization.split(' ')[0]).toBe('TOKEN_INVALID');
    }
  });
});

describe('JavaScript property names', () => {
  test.each(BUILT_IN)('the name %s is treated as unknown everywhere', async (name) => {
    const v2 = `/v2/${CONNECTION}`;
    const post = (path: string, body: object | string) => bed.call(path, { method: 'POST', token, body });
    const task = '/v2/projects/p/locations/local/integrations/ExecuteConnection:execute';
    const member = `{"${name}": {"isAdministrator": true}}`;
    const answers = [
      await bed.call(`${v2}/entityTypes/${name}/entities`, { token }),
      await bed.call(`${v2}/entityTypes/${name}`, { token }),
      await bed.call(`${v2}/actions/${name}`, { token }),
      await post(`${v2}/actions/${name}:execute`, {}),
      await post(`${v2}/tools/${name}:execute`, {}),
      await post(`${v2}/tools/list_${name}:execute`, {}),
      await post(`${v2}/entityTypes/Messages/entities`, `{"fields": ${member}}`),
      await post(`${v2}/entityTypes/Messages/entities`, member),
      await post(`${v2}/actions/SendMessage:execute`, `{"parameters": ${member}}`),
      await post(`${v2}/tools/create_Messages:execute`, `{"parameters": ${member}}`),
      await post(task, `{"connectionName": "c", "operation": "${name}"}`),
      await post(task, `{"connectionName": "c", "operation": "LIST_ENTITIES", "entity": "${name}"}`),
      await post(task, `{"connectionName": "${name}", "operation": "LIST_ENTITIES", "entity": "Messages"}`),
      await post(task, member),
      await bed.call(`${v2}/entityTypes/Messages/entities?conditions=${name}%20%3D%20'x'`, { token }),
      await bed.call(`${v2}/entityTypes/Messages/entities?sortBy=${name}`, { token }),
      await bed.call(`/v1/projects/p/locations/local/connections/${name}`, { token }),
      await post(`/v1/projects/p/locations/local/connections?connectionId=${name}`, member),
      await bed.call(`/v1/projects/p/locations/local/connections?filter=${name}%3D%22x%22`, { token }),
      await bed.call(`/v1/projects/p/locations/local/connections?orderBy=${name}`, { token }),
      await bed.call(`/v1/${CONNECTION}?updateMask=${name}`, { method: 'PATCH', token, body: member }),
      await bed.call(`/v1/${CONNECTION}?updateMask=labels.${name}`, { method: 'PATCH', token, body: '{"labels":5}' }),
      await bed.call(`/v1/projects/p/locations/${name}`, { token }),
      await bed.call(`/v1/projects/p/locations/local/operations/${name}`, { token }),
      await bed.call(`/secretmanager/v1/projects/p/secrets/${name}`, { token }),
      await post('/secretmanager/v1/projects/p/secrets/auth-c:addVersion', `{"payload": ${member}}`),
      await post('/admin/v1/tokens', member),
      await post('/admin/v1/tokens', `{"name": "t", "bindings": [{"role": "${name}", "resource": "projects/p"}]}`),
      await bed.call(`/admin/v1/tokens/${name}`, { method: 'DELETE', token }),
      await post('/cloudresourcemanager/v1/projects/p:setIamPolicy', `{"policy": ${member}}`),
      await post(
        '/cloudresourcemanager/v1/projects/p:setIamPolicy',
        `{"policy": {"bindings": [{"role": "${name}", "members": ["${name}"]}]}}`,
      ),
    ];
    for (const [index, { status }] of answers.entries()) expect([400, 404], `call ${index}`).toContain(status);
    expect(({} as { isAdministrator?: boolean }).isAdministrator).toBeUndefined();
    expect((await bed.call(`/v1/${FIRST}`, { token: mallory })).status).toBe(403);
  });
});

describe('roles', () => {
  test('a caller cannot extend a role to another project, another resource or another kind of role', async () => {
    const admin = await bed.token('admin-p', ['roles/connectors.admin', 'projects/p']);
    const own = await bed.token('admin-c', ['roles/connectors.admin', CONNECTION]);
    const set = (path: string, callerToken: string, role: string) =>
      bed.call(`${path}:setIamPolicy`, {
        method: 'POST',
        token: callerToken,
        body: { policy: { bindings: [{ role, members: ['token:admin-c', 'token:mallory'] }] } },
      });
    const project = '/cloudresourcemanager/v1/projects';
    const refused = [
      await set(`${project}/q`, admin, 'roles/connectors.admin'),
      await set(`${project}/p`, admin, 'roles/secretmanager.admin'),
      await set(`${project}/p`, own, 'roles/connectors.viewer'),
      await set(`/v1/${CONNECTION}`, own, 'roles/secretmanager.secretAccessor'),
      await set(`/v1/${FIRST}`, own, 'roles/connectors.admin'),
      await set(`/v1/${FIRST.replace('projects/local', 'projects/p')}`, admin, 'roles/connectors.admin'),
      await set(`/v1/${CONNECTION}`, mallory, 'roles/connectors.admin'),
      await bed.call('/admin/v1/tokens', { method: 'POST', token: admin, body: { name: 'more' } }),
      await bed.call('/secretmanager/v1/projects/p/secrets/auth-c/versions/1:access', { token: admin }),
      await bed.call('/secretmanager/v1/projects/p/secrets', { token: own }),
    ];
    for (const [index, { status }] of refused.entries()) expect([400, 403], `call ${index}`).toContain(status);
  });

  test('the administrator of one project cannot create a connection that reads a secret of another project', async () => {
    const account = { serviceAccount: 'reader@q.iam.gserviceaccount.com' };
    const body = {
      ...account,
      authConfig: {
        authType: 'USER_PASSWORD',
        userPassword: {
          username: bed.simulator.accountSid,
          password: { secretVersion: 'projects/p/secrets/auth-c/versions/latest' },
        },
      },
      connectorVersion: 'projects/q/locations/global/providers/twilio/connectors/twilio/versions/1',
    };
    const accounts = [
      'reader@q.iam.gserviceaccount.com',
      'reader@p.iam.gserviceaccount.com',
      'READER@P.IAM.GSERVICEACCOUNT.COM',
      'reader@q.iam.gserviceaccount.com.p.iam.gserviceaccount.com',
      '',
    ];
    await bed.must('/cloudresourcemanager/v1/projects/p:setIamPolicy', {
      method: 'POST',
      body: {
        policy: {
          bindings: [
            {
              role: 'roles/secretmanager.secretAccessor',
              members: ['serviceAccount:reader@p.iam.gserviceaccount.com'],
            },
          ],
        },
      },
    });
    for (const serviceAccount of accounts) {
      const path = '/v1/projects/q/locations/local/connections?connectionId=thief';
      const answer = await bed.call(path, { method: 'POST', token: mallory, body: { ...body, serviceAccount } });
      expect(answer, serviceAccount).toMatchObject({ status: 400, reason: 'INVALID_CONNECTION' });
    }
  });
});
