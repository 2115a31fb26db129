/** The project of the attacking caller. `tables` reads a simulator with many messages, `gateway` receives the largest answers. */
export const PROJECT = 'attacker';
export const TABLES = 'tables';
export const GATEWAY = 'gateway';
/** The recipient of 1,000 messages whose bodies are as long as Twilio allows. */
export const LONG_MESSAGES = { to: '+15550109999', count: 1000, body: 'a'.repeat(1600) };

/** What one caller does while another caller is measured. */
export interface Attack {
  readonly name: string;
  /** The number of requests that it has in flight at any time. */
  readonly parallel: number;
  /** Whether the audit log is filled before. */
  readonly needsAuditLog?: true;
  /** @param count of the requests before this one */
  readonly request: (count: number) => AttackRequest;
}

interface AttackRequest {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces the token of the caller; an empty one sends none. */
  readonly token?: string;
}

const PARENT = `/v2/projects/${PROJECT}/locations/local`;

/** Lists messages through the task, whose conditions and pages are the largest. */
function list(inputs: object): AttackRequest {
  const body = { operation: 'LIST_ENTITIES', connectionName: TABLES, entityType: 'Messages', ...inputs };
  return { path: `${PARENT}/integrations/ExecuteConnection:execute`, method: 'POST', body };
}

function query(sql: string): AttackRequest {
  return { path: `${PARENT}/connections/${TABLES}:executeSqlQuery`, method: 'POST', body: { query: { query: sql } } };
}

const needle = (end: string) => `Body LIKE '%${'a'.repeat(780)}${end}%'`;
const numbered = (count: number, toText: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => toText(index));
const LONG = `To = '${LONG_MESSAGES.to}'`;

function download(): AttackRequest {
  const parameters = { Sid: `RE${'0'.repeat(32)}`, Format: 'mp3' };
  const path = `${PARENT}/connections/${GATEWAY}/actions/DownloadRecording:execute`;
  return { path, method: 'POST', body: { parameters } };
}

/** A write whose answer is as large as the gateway makes it. */
function writeWithLargeAnswer(): AttackRequest {
  const parameters = { Product: 'api', Path: '/2010-04-01/Large.json', Method: 'POST' };
  return {
    path: `${PARENT}/connections/${GATEWAY}/actions/ExecuteRequest:execute`,
    method: 'POST',
    body: { parameters },
  };
}

const withKey = (request: AttackRequest, count: number): AttackRequest => ({
  ...request,
  headers: { 'Idempotency-Key': `attack-${count}` },
});

const audit = (filter: string): AttackRequest => ({
  path: `/admin/v1/auditRecords?project=${PROJECT}&pageSize=200&${filter}`,
});
const AUDIT_FILTERS = [
  'method=none',
  'caller=nobody',
  `resource=projects/${PROJECT}/none`,
  'to=2020-01-01',
  'method=none&caller=nobody',
];

/** Each line is measured in turn. */
export const ATTACKS: readonly Attack[] = [
  { name: 'nothing', parallel: 0, request: () => ({ path: '/healthz' }) },
  {
    name: 'a condition: LIKE with 780 letters, 1,000 bodies of 1,600',
    parallel: 4,
    request: () => list({ filterClause: `${LONG} AND ${needle('b')}` }),
  },
  {
    name: 'a condition: 16 of them, joined by OR',
    parallel: 4,
    request: () => list({ filterClause: `${LONG} AND (${numbered(16, (index) => needle(`b${index}`)).join(' OR ')})` }),
  },
  {
    name: 'a condition: 1,000 LIKEs, 50,000 messages',
    parallel: 4,
    request: () => list({ filterClause: numbered(1000, (index) => `Body LIKE '%no ${index}%'`).join(' OR ') }),
  },
  {
    name: 'a condition: IN with 20,000 values, 50,000 messages',
    parallel: 4,
    request: () => list({ filterClause: `Body IN (${numbered(20_000, (index) => `'${index.toString(36)}'`).join()})` }),
  },
  {
    name: 'statements of SQL with 9,800 words',
    parallel: 4,
    request: () => query(`select 1 where 0 in (${numbered(4900, String).join()})`),
  },
  { name: 'a list of 50,000 messages in one page', parallel: 4, request: () => list({ pageSize: 50_000 }) },
  { name: 'a download of 49 MiB', parallel: 4, request: download },
  { name: 'a download of 49 MiB with a key', parallel: 4, request: (count) => withKey(download(), count) },
  {
    name: 'a write with a key and an answer of 8 MiB',
    parallel: 4,
    request: (count) => withKey(writeWithLargeAnswer(), count),
  },
  {
    name: 'an audit query without a match',
    parallel: 8,
    needsAuditLog: true,
    request: (count) => audit(AUDIT_FILTERS[count % AUDIT_FILTERS.length] ?? ''),
  },
  {
    name: 'wrong tokens',
    parallel: 50,
    request: (count) => ({ path: `${PARENT}/connections`, token: `tct_${count}` }),
  },
  { name: '/openapi.json without a token', parallel: 50, request: () => ({ path: '/openapi.json', token: '' }) },
];
