import { command } from '@tooling/tsup';

// The index of undici also loads a `fetch`, WebSocket, a cache and mocks of its own.
// It also gives dispatchers their methods, of which the tunnel through a proxy calls `connect`.
const UNDICI = `
  import connect from 'undici/lib/api/api-connect.js';
  import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
  Dispatcher.prototype.connect = connect;
  export { default as Agent } from 'undici/lib/dispatcher/agent.js';
  export { default as Client } from 'undici/lib/dispatcher/client.js';
  export { default as Pool } from 'undici/lib/dispatcher/pool.js';
  export { default as buildConnector } from 'undici/lib/core/connect.js';
  export { default as errors } from 'undici/lib/core/errors.js';
  export { default as util } from 'undici/lib/core/util.js';
`;

// An import of Node's module reads all of its exports, and so opens standard input. That takes as long as parsing the command.
const PROCESS = 'export default process';

// ky makes a `Request` first, which loads Node's `fetch`: that takes longer than starting Node, and for each request longer than
// sending it. Without retries, time limits and hooks, which the client does not use, the rest of ky is the call of its `fetch`.
const KY = 'export default { create: (defaults) => (url, { fetch, ...init }) => fetch(url, { ...defaults, ...init }) }';

export default command(
  { cli: 'src/cli.ts' },
  {
    external: ['@google-cloud/secret-manager', '@twilio-connector/sql'],
    replaced: { undici: UNDICI, ky: KY, 'node:process': PROCESS },
  },
);
