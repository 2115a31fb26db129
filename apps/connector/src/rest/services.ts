import type { Tokens } from '../access/api-tokens.js';
import type { Audit } from '../access/audit.js';
import type { Policies } from '../access/policies.js';
import type { Connections } from '../connections/connections.js';
import type { Projects } from '../connections/projects.js';
import type { Logs } from '../logs/open-logs.js';
import type { Usage } from '../usage/usage.js';
import type { Vault } from '../secrets/vault/vault.js';

/** The services that methods on the server itself use. */
export interface Services {
  readonly connections: Connections;
  readonly policies: Policies;
  readonly projects: Projects;
  readonly tokens: Tokens;
  readonly audit: Pick<Audit, 'list'>;
  readonly vault: Vault;
  readonly logs: Pick<Logs, 'list' | 'sources' | 'tails' | 'flush' | 'lost'>;
  readonly usage: Pick<Usage, 'connections' | 'read'>;
  /** The URL of the server's own simulator, which stands for Twilio then. */
  readonly simulatorUrl: string | undefined;
  /** Whether a connection of that name exists. */
  readonly hasConnection: (name: string) => Promise<boolean>;
}
