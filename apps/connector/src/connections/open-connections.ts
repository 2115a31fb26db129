import type { CheckAddress } from '@twilio-connector/client';
import type { Policies } from '../access/policies.js';
import type { AllowedHosts } from '../network/allowed-hosts.js';
import type { ComposeOptions } from '../runtime/compose.js';
import { FIRST_CONNECTION } from './first-connection.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { Store } from '../store/store.js';
import { createChecks } from './status-check.js';
import { createConnectionSource } from './runtime-source.js';
import { createConnectionTable } from './connection-table.js';
import { createConnections } from './connections.js';
import { createLifecycle } from './lifecycle.js';
import { createOperationTable } from './long-running-operations.js';
import { createConnectionRules } from './connection-validation.js';
import { createRuntimes } from './runtime-pool.js';

/** What the connections of a server stand on. */
export interface ConnectionsOptions {
  readonly store: Store;
  readonly secrets: SecretResolver;
  readonly policies: Pick<Policies, 'isServiceAccountAllowed' | 'forget'>;
  readonly hosts: AllowedHosts;
  /** Told of each secret that is read, and of the name that logs in with it. */
  readonly onSecret: (user: string, secret: string) => void;
  readonly onAttempt: ComposeOptions['onAttempt'];
  /** Told of errors that nobody foresaw. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Joins the parts of this folder over the store. */
export function openConnections(options: ConnectionsOptions) {
  const { store, secrets, policies, hosts, onSecret, onAttempt, onError, now } = options;
  const checkAddress: CheckAddress = (destination) => hosts.checkAddress(destination);
  const rules = createConnectionRules({
    checkUrl: (url) => hosts.checkUrl(url),
    mayAccessSecrets: (serviceAccount, project) =>
      policies.isServiceAccountAllowed(serviceAccount, 'secretmanager.versions.access', project),
  });
  const source = createConnectionSource({ secrets, rules, onSecret, client: { checkAddress, onAttempt } });
  const runtimes = createRuntimes(source, now);
  const checks = createChecks(runtimes, onError);
  const table = createConnectionTable(store);
  const operations = createOperationTable(store, now);
  const lifecycle = createLifecycle({
    connections: table,
    operations,
    rules,
    runtimes,
    checks,
    async onRemoved(name) {
      source.forget(name);
      await policies.forget(name);
    },
    onError,
    now,
  });
  return {
    table,
    operations,
    connections: createConnections({ table, operations, lifecycle, runtimes, checks, first: FIRST_CONNECTION }),
    recover: () => lifecycle.recover(),
    queueStats: () => source.queueStats(),
    /** Ends what is under way, then the runtimes. */
    async close() {
      await lifecycle.settle();
      await runtimes.close();
    },
  };
}
