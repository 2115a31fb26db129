import { command } from '@tooling/tsup';

// The index of undici also loads a `fetch`, WebSocket, a cache and mocks of its own. The command calls Node's `fetch`.
const UNDICI = `
  export { default as Agent } from 'undici/lib/dispatcher/agent.js';
  export { default as buildConnector } from 'undici/lib/core/connect.js';
`;

export default command(
  { cli: 'src/cli.ts' },
  { external: ['@google-cloud/secret-manager'], replaced: { undici: UNDICI } },
);
