/** A program that uses a published package, and the JSON it prints. */
export interface Consumer {
  readonly source: string;
  readonly prints: unknown;
}

/** One program per published package, compiled against the package's declarations and run on each tested Node version. */
export const consumers: Readonly<Record<string, Consumer>> = {
  '@twilio-connector/client': {
    source: `
import { createTwilioClient } from '@twilio-connector/client';

const client = createTwilioClient({
  accountSid: 'AC00000000000000000000000000000000',
  credentials: { authToken: 'a token' },
  fetch: async (input) => Response.json({ requested: new Request(input).url }),
});
const response = await client.request({ method: 'GET', path: '/2010-04-01/Accounts/{AccountSid}/Calls.json' });
await client.close();
console.log(JSON.stringify(response));
`,
    prints: {
      status: 200,
      body: { requested: 'https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000/Calls.json' },
      attempts: 1,
    },
  },
  '@twilio-connector/entities': {
    source: `
import { createEntities } from '@twilio-connector/entities';

const { list } = createEntities({
  send: async () => ({ status: 200, attempts: 1, body: { recordings: [{ sid: 'RE1', duration: '15' }] } }),
});
const { entities, metadata } = await list('Recordings', { pageSize: 1 });
const rows = entities.map(({ Sid, Duration }): { Sid: string; Duration: number | null } => ({ Sid, Duration }));
console.log(JSON.stringify({ rows, requests: metadata.requests }));
`,
    prints: { rows: [{ Sid: 'RE1', Duration: 15 }], requests: 1 },
  },
  '@twilio-connector/connection': {
    source: `
import { parseConnection } from '@twilio-connector/connection';

const result = parseConnection({});
console.log(JSON.stringify(result.ok ? [] : result.violations.map(({ field }) => field)));
`,
    prints: ['name', 'connectorVersion', 'authConfig'],
  },
  '@twilio-connector/scheduler': {
    source: `
import { createScheduler, type Permit } from '@twilio-connector/scheduler';

const { admit, drain, stats } = createScheduler({ nodes: 1, ratePerNode: 2 });
const send = (permit: Permit): void => permit.sent();
await Promise.all([admit().then(send), admit().then(send), admit().then(send)]);
await drain();
const { started, throttled } = stats();
console.log(JSON.stringify({ started, throttled }));
`,
    prints: { started: 3, throttled: 1 },
  },
  '@twilio-connector/sql': {
    source: `
import { createDatabase, type Scan } from '@twilio-connector/sql';

const scan: Scan = async function* () {
  yield { rows: [{ sid: 'SM1' }, { sid: 'SM2' }], requests: 1 };
};
const tables = [{ name: 'messages', pageSize: 50, columns: [{ name: 'sid', type: 'text' }] }] as const;
const database = createDatabase({ catalog: { tables }, scan });
const { rows, requests } = await database.query('select max(sid), count(*) from messages');
await database.close();
console.log(JSON.stringify({ rows, requests }));
`,
    prints: { rows: [['SM2', 2]], requests: 1 },
  },
  '@twilio-connector/postgres-wire': {
    source: `
import { createScramVerifier, listen } from '@twilio-connector/postgres-wire';

const verifier = await createScramVerifier('a password');
const server = await listen({
  port: 0,
  login: () => Promise.reject(new Error('Nobody may log in.')),
  toProblem: (error) => ({ sqlState: '28000', message: String(error) }),
});
const { clients } = server;
await server.close();
console.log(JSON.stringify({ iterations: verifier.iterations, clients }));
`,
    prints: { iterations: 4096, clients: 0 },
  },
  '@twilio-connector/simulator': {
    source: `
import { createSimulator } from '@twilio-connector/simulator';

const { accountSid, authToken, fetch } = createSimulator();
const recording = 'RE2e915e78549694bd0a0742d2d39454e5';
const url = \`https://api.twilio.com/2010-04-01/Accounts/\${accountSid}/Recordings/\${recording}.json\`;
const accepted = await fetch(new Request(url, { headers: { authorization: \`Basic \${btoa(\`\${accountSid}:\${authToken}\`)}\` } }));
const rejected = await fetch(new Request(url));
const { sid } = (await accepted.json()) as { sid: string };
console.log(JSON.stringify([accepted.status, sid, rejected.status]));
`,
    prints: [200, 'RE2e915e78549694bd0a0742d2d39454e5', 401],
  },
  '@twilio-connector/connector': {
    source: `
import { createConnector } from '@twilio-connector/connector';
import { startSimulator } from '@twilio-connector/simulator';

const { url, simulator, close } = await startSimulator();
const { accountSid, authToken } = simulator;
const connector = createConnector({ accountSid, authToken, baseUrl: url });
const { entity } = await connector.entities.get('Recordings', 'RE2e915e78549694bd0a0742d2d39454e5');
const { state } = await connector.checkStatus();
await connector.close();
await close();
console.log(JSON.stringify({ sid: entity.Sid, state }));
`,
    prints: { sid: 'RE2e915e78549694bd0a0742d2d39454e5', state: 'ACTIVE' },
  },
};

/** How to start a command that runs a server. */
export interface ServingCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A path that answers 200 without authentication. */
  readonly healthPath: string;
}

/** The commands of the published packages. Each prints the URL of its server. */
export const servingCommands: Readonly<Record<string, ServingCommand>> = {
  'twilio-connector': {
    args: ['serve', '--port=0'],
    env: { SIMULATOR_PORT: '0', PG_PORT: '0', CONNECTOR_TOKEN: 'a-token-of-32-different-characters' },
    healthPath: '/healthz',
  },
  'twilio-simulator': { args: ['--port=0'], env: {}, healthPath: '/_simulator/requests' },
};
