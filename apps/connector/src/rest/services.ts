import type { Connections } from '../connections/connections.js';
import type { AdminPort } from './admin/methods.js';
import type { Vault } from '../secrets/vault/vault.js';

/** What the methods of the server call, beside the connections at work. */
export interface Services extends AdminPort {
  readonly connections: Connections;
  readonly vault: Vault;
}
