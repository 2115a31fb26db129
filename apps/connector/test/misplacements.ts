import { type BedCall, CONNECTOR_VERSION, FIRST } from './server-bed.js';

type Misplacement = readonly [path: string, call: BedCall];

/** Calls with a secret in every place where a caller might put it by mistake. */
export function misplacements(secret: string): readonly Misplacement[] {
  return [
    ...inPaths(secret),
    ...inQueries(secret),
    ...inHeaders(secret),
    ...inConnections(secret),
    ...inBodies(secret),
  ];
}

const CONNECTIONS = '/v1/projects/p/locations/local/connections';
const post = (path: string, body: unknown): Misplacement => [path, { method: 'POST', body }];

function inPaths(secret: string): readonly Misplacement[] {
  const id = encodeURIComponent(secret);
  const paths = [
    `/v1/projects/${id}/locations/local/connections`,
    `/v1/projects/${id}/locations/local/connections/c`,
    `/v1/projects/p/locations/${id}`,
    `/v1/projects/p/locations/${id}/connections/c`,
    `${CONNECTIONS}/${id}`,
    `${CONNECTIONS}/${id}:getIamPolicy`,
    `/v1/projects/p/locations/local/operations/${id}`,
    `/v1/projects/p/locations/local/${id}`,
    `/v1/projects/p/locations/global/providers/twilio/connectors/${id}`,
    `/v2/${FIRST}/entityTypes/${id}`,
    `/v2/${FIRST}/entityTypes/${id}/entities`,
    `/v2/${FIRST}/entityTypes/Messages/entities/${id}`,
    `/v2/${FIRST}/actions/${id}`,
    `/secretmanager/v1/projects/p/secrets/${id}`,
    `/secretmanager/v1/projects/p/secrets/other/versions/${id}`,
    `/secretmanager/v1/projects/${id}/secrets`,
    `/${id}`,
  ];
  return [
    ...paths.flatMap((path): Misplacement[] => [
      [path, {}],
      [path, { token: 'tct_wrong' }],
    ]),
    [`/admin/v1/tokens/${id}`, { method: 'DELETE' }],
    [`${CONNECTIONS}/${id}`, { method: 'DELETE' }],
    post(`/v2/${FIRST}/tools/${id}:execute`, {}),
    post(`/v2/${FIRST}/actions/${id}:execute`, {}),
  ];
}

function inQueries(secret: string): readonly Misplacement[] {
  const text = encodeURIComponent(secret);
  const lists = [CONNECTIONS, `/v2/${FIRST}/entityTypes/Messages/entities`, '/secretmanager/v1/projects/p/secrets'];
  const names = [
    'filter',
    'orderBy',
    'pageToken',
    'pageSize',
    'view',
    'alt',
    'conditions',
    'sortBy',
    'sortOrder',
    'query',
  ];
  return [
    ...lists.flatMap((path) =>
      [...names, 'key', 'access_token', secret].map((name): Misplacement => [
        `${path}?${encodeURIComponent(name)}=${text}`,
        {},
      ]),
    ),
    [`${lists[1]}?conditions=${encodeURIComponent(`Status = ${JSON.stringify(secret)}`)}`, {}],
    [`${lists[1]}?conditions=${encodeURIComponent(`${secret} = 'x'`)}`, {}],
    [`${CONNECTIONS}?filter=${encodeURIComponent(`labels.${secret} = "x"`)}`, {}],
    [`/v1/${FIRST}?updateMask=${text}`, { method: 'PATCH', body: {} }],
    [`/v1/${FIRST}?updateMask=labels.${text}`, { method: 'PATCH', body: {} }],
    [`/v1/${FIRST}?force=${text}`, { method: 'DELETE' }],
    post(`${CONNECTIONS}?connectionId=${text}`, {}),
    [`/admin/v1/auditRecords?project=${text}`, {}],
    [`/admin/v1/auditRecords?from=${text}`, {}],
  ];
}

function inHeaders(secret: string): readonly Misplacement[] {
  const path = `/v1/${FIRST}`;
  const value = encodeURIComponent(secret);
  return [
    [path, { headers: { 'X-Goog-Api-Key': value, 'X-Request-Id': value, 'User-Agent': value, Traceparent: value } }],
    [path, { token: undefined, headers: { Authorization: `Basic ${Buffer.from(`u:${secret}`).toString('base64')}` } }],
    [path, { token: undefined, headers: { Authorization: value } }],
    [path, { token: `${value}x` }],
    [
      `/v2/${FIRST}/entityTypes/Messages/entities`,
      {
        method: 'POST',
        body: { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'x' } },
        headers: { 'Idempotency-Key': value },
      },
    ],
  ];
}

function inConnections(secret: string): readonly Misplacement[] {
  const password = { secretVersion: 'projects/p/secrets/other/versions/latest' };
  const auth = (userPassword: object, more: object = {}) => ({
    authConfig: { authType: 'USER_PASSWORD', userPassword: { username: 'x', password, ...userPassword }, ...more },
  });
  const variable = (key: string, stringValue: string) => ({ configVariables: [{ key, stringValue }] });
  const bodies: object[] = [
    auth({ username: secret }),
    auth({ password: { secretVersion: secret } }),
    auth({ password: { secretVersion: `projects/p/secrets/${secret}/versions/1` } }),
    auth({ password: secret }),
    auth({ [secret]: 'x' }),
    auth({}, { authKey: secret }),
    auth({}, { authType: secret }),
    auth({}, { additionalVariables: [{ key: secret, stringValue: secret }] }),
    ...['base_url', 'region', 'edge', 'subaccount_sid', 'allowed_operations', 'allowed_actions'].map((key) =>
      variable(key, secret),
    ),
    ...['proxy_user', 'proxy_password', 'proxy_auth_scheme', 'proxy_enabled', 'read_only', secret].map((key) =>
      variable(key, secret),
    ),
    variable('base_url', `https://${secret}@gateway.example.com`),
    variable('base_url', `https://${secret}.example.com`),
    { configVariables: [{ key: 'proxy_password', secretValue: { secretVersion: secret } }] },
    { configVariables: secret },
    { labels: { [secret]: 'x' } },
    { labels: { x: secret } },
    { serviceAccount: secret },
    { connectorVersion: secret },
    { nodeConfig: { minNodeCount: secret } },
    { logConfig: { enabled: true, level: secret } },
    { destinationConfigs: [{ key: secret, destinations: [{ host: secret, port: secret }] }] },
    { destinationConfigs: [{ key: 'proxy_server', destinations: [{ host: `${secret}:1`, port: 1 }] }] },
    { suspended: secret },
    { [secret]: secret },
  ];
  return bodies.flatMap((body): Misplacement[] => [
    post(`${CONNECTIONS}?connectionId=new`, { connectorVersion: CONNECTOR_VERSION, ...body }),
    [`/v1/${FIRST}?updateMask=*`, { method: 'PATCH', body }],
  ]);
}

function inBodies(secret: string): readonly Misplacement[] {
  const task = '/v2/projects/p/locations/local/integrations/ExecuteConnection:execute';
  const messages = `/v2/${FIRST}/entityTypes/Messages/entities`;
  const policy = '/cloudresourcemanager/v1/projects/p:setIamPolicy';
  const other = '/secretmanager/v1/projects/p/secrets/other';
  const bodies: [string, unknown][] = [
    [messages, secret],
    [messages, `{"fields": "${secret}`],
    [messages, { fields: { [secret]: 'x' } }],
    [messages, { fields: { To: secret, Sender: '+15550100100', Body: 'x' } }],
    [messages, { [secret]: 1 }],
    [`/v2/${FIRST}/actions/SendMessage:execute`, { parameters: { [secret]: secret } }],
    [`/v2/${FIRST}/tools/create_Messages:execute`, { parameters: { [secret]: secret } }],
    [`/v2/${FIRST}:executeHttpRequest`, { url: secret, httpMethod: secret }],
    [`/v2/${FIRST}:executeHttpRequest`, { url: 'https://api.twilio.com/', headers: [{ key: secret, value: secret }] }],
    ...['operation', 'connectionName', 'entity', 'action', 'filterClause', 'sortByColumns', 'timeout', secret].map(
      (name): [string, unknown] => [
        task,
        { connectionName: 'vault', operation: 'LIST_ENTITIES', entity: 'Messages', [name]: secret },
      ],
    ),
    ['/admin/v1/tokens', { name: secret }],
    ['/admin/v1/tokens', { name: 'x', expireTime: secret, [secret]: 1 }],
    ['/admin/v1/tokens', { name: 'x', bindings: [{ role: secret, resource: secret }] }],
    [policy, { policy: { bindings: [{ role: secret, members: [secret, `token:${secret}`, `user:${secret}`] }] } }],
    [policy, { policy: { bindings: [{ role: 'roles/connectors.viewer', members: [secret] }] } }],
    [policy, { policy: { bindings: [], etag: secret, [secret]: 1 } }],
    [policy, { policy: secret, updateMask: secret }],
    ['/cloudresourcemanager/v1/projects/p:testIamPermissions', { permissions: [secret] }],
    ['/secretmanager/v1/projects/p/secrets?secretId=more', { replication: { [secret]: {} } }],
    [
      '/secretmanager/v1/projects/p/secrets?secretId=more',
      { replication: { automatic: {} }, labels: { [secret]: secret } },
    ],
    [`${other}:addVersion`, { payload: { data: `${secret}!` } }],
    [`${other}:addVersion`, { payload: secret }],
    [`${other}:addVersion`, { payload: { [secret]: secret } }],
    [`${other}:addVersion`, { [secret]: secret }],
    [`${other}/versions/1:disable`, { etag: secret }],
  ];
  return bodies.map(([path, body]) => post(path, body));
}
