export type { Login, LoginRequest } from './authentication/login.js';
export {
  createScramVerifier,
  formatScramVerifier,
  parseScramVerifier,
  type ScramVerifier,
} from './authentication/scram.js';
export { type Problem, WireError } from './errors.js';
export type { Certificate } from './first-messages.js';
export { listen, type ListenOptions, type PostgresServer } from './listen.js';
export type { ClientOptions } from './serve-client.js';
export type { Column } from './messages/column.js';
export type { NoticeSeverity } from './messages/backend.js';
export type { BinaryColumns, Description, Result, RunOptions, Session, Statement, TextRow } from './session/session.js';
