export { createConnector } from './connector.js';
export { EnvError, readEnv } from './env.js';
export { createBufferedOutput } from './observability/buffered-output.js';
export { startConnector } from './server/start.js';

export type { Connector, ConnectorOptions } from './connector.js';
export type { Env } from './env.js';
export type { BufferedOutput, BufferedOutputOptions, LogDestination } from './observability/buffered-output.js';
export type { ConnectionCheck } from './runtime/runtime.js';
export type { RunningConnector, StartOptions } from './server/start.js';
