import { command } from '@tooling/tsup';

// The index of undici also loads a `fetch`, WebSocket, a cache and mocks of its own. The command calls Node's `fetch`.
const UNDICI = `
  export { default as Agent } from 'undici/lib/dispatcher/agent.js';
  export { default as Client } from 'undici/lib/dispatcher/client.js';
  export { default as Pool } from 'undici/lib/dispatcher/pool.js';
  export { default as buildConnector } from 'undici/lib/core/connect.js';
  export { default as errors } from 'undici/lib/core/errors.js';
  export { default as util } from 'undici/lib/core/util.js';
`;

export default command(
  { cli: 'src/cli.ts' },
  { external: ['@google-cloud/secret-manager'], replaced: { undici: UNDICI } },
);
