import type { CheckAddress } from '@twilio-connector/client';
import type { Clock as NodeClock } from '@twilio-connector/scheduler';
import type { Policies } from '../access/policies.js';
import type { AllowedHosts } from '../network/allowed-hosts.js';
import type { ComposeOptions } from '../runtime/compose.js';
import type { SecretResolver } from '../secrets/resolver.js';
import type { Store } from '../store/store.js';
import { waitBriefly } from './brief-wait.js';
import { createConnectionNodes, type NodesChange } from './connection-nodes.js';
import { createConnectionTable } from './connection-table.js';
import { type ConnectionValidatorPorts, createConnectionValidator } from './connection-validation.js';
import { createConnections } from './connections.js';
import { FIRST_CONNECTION } from './first-connection.js';
import { createLifecycle } from './lifecycle.js';
import { createLongRunningOperationTable } from './long-running-operations.js';
import { createRuntimePool } from './runtime-pool.js';
import { createRuntimeSource, type RuntimeSourcePorts } from './runtime-source.js';
import { createStatusCheck, type StatusCheckPorts } from './status-check.js';
import { createTrial } from './trial.js';
import type { Clocks } from '../store/clock.js';

export interface ConnectionsOptions extends Clocks {
  readonly store: Store;
  /** Whether this process is the only writer of the store, so that connections can be cached. */
  readonly isOnlyWriter: boolean;
  readonly secrets: SecretResolver;
  readonly policies: Pick<Policies, 'isServiceAccountAllowed' | 'forget' | 'reload'>;
  readonly hosts: AllowedHosts;
  /** Whether a connection may read a secret of its own project without a service account. Default: every one. */
  readonly mayReadOwnSecret?: ConnectionValidatorPorts['mayReadOwnSecret'];
  /** Called with every secret that is read, and the user name it belongs to. */
  readonly onSecret: (user: string, secret: string) => void;
  readonly onAttempt: RuntimeSourcePorts['onAttempt'];
  /** Called when it was checked whether a connection works. */
  readonly onCheck?: StatusCheckPorts['onCheck'];
  /** The base URL of connections that name none. Default: Twilio's own hosts. */
  readonly twilioUrl?: string | undefined;
  /** The proxy of connections that name none. Default: no proxy. */
  readonly proxy?: ComposeOptions['proxy'] | undefined;
  /** Whether connections may accept every certificate. Default: false. */
  readonly allowsInsecureTrust?: boolean | undefined;
  /** Called with unexpected errors. */
  readonly onError: (error: unknown) => void;
  /** Is told of every change of a number of nodes. */
  readonly onNodes?: ((change: NodesChange) => void) | undefined;
  /** The clock of the nodes. Default: Node's. */
  readonly nodeClock?: NodeClock | undefined;
}

/** Joins the parts of this folder over a store. */
export function openConnections(options: ConnectionsOptions) {
  const { store, isOnlyWriter, secrets, policies, hosts, onSecret, onAttempt, twilioUrl, onError, nodeClock } = options;
  const { now, steadyNow, onNodes } = options;
  const checkAddress: CheckAddress = (destination) => hosts.checkAddress(destination);
  const validator = createValidator(options);
  const nodes = createConnectionNodes(nodeClock, onNodes);
  const client = { checkAddress, twilioUrl, ...(options.proxy && { proxy: options.proxy }) };
  const sourcePorts = { secrets, validator, nodes, onSecret, onAttempt, client };
  const source = createRuntimeSource(sourcePorts);
  const runtimePool = createRuntimePool(source, steadyNow);
  const checkStatus = createStatusCheck({ runtimePool, onError, onCheck: options.onCheck });
  const table = createConnectionTable({ store, isOnlyWriter });
  const longRunningOperations = createLongRunningOperationTable(store, now);
  const lifecycle = createLifecycle({
    connections: table,
    longRunningOperations,
    validator,
    runtimePool,
    checkStatus,
    trial: createTrial({ ...sourcePorts, clock: nodeClock, onError }),
    waitBriefly,
    onChanged: (connection) => nodes.apply(connection),
    removePolicy: (name, transaction) => policies.forget(name, transaction),
    onRemoved(name) {
      nodes.forget(name);
      policies.reload();
    },
    onError,
    now,
  });
  const parts = { table, longRunningOperations, lifecycle, runtimePool, checkStatus, first: FIRST_CONNECTION };
  return {
    table,
    longRunningOperations,
    connections: createConnections(parts),
    recover: () => lifecycle.recover(),
    resume: () => lifecycle.resume(),
    queueStats: () => nodes.queueStats(),
    /** All connections with their current nodes and states. A suspended connection has no nodes. */
    inUse: async () =>
      (await table.all()).map((connection) => ({
        name: connection.name,
        nodes: nodes.nodesOf(connection),
        state: connection.status.state,
      })),
    /** Closes what connections hold that nobody has used for ten minutes. */
    closeIdle() {
      for (const name of runtimePool.closeIdle()) nodes.rest(name);
    },
    /** Finishes changes in progress, then closes the runtimes. */
    async close() {
      await lifecycle.settle();
      await runtimePool.close();
    },
  };
}

function createValidator({ hosts, policies, allowsInsecureTrust, mayReadOwnSecret }: ConnectionsOptions) {
  return createConnectionValidator({
    checkUrl: (url) => hosts.checkUrl(url),
    checkHost: (host, port) => hosts.checkHost(host, port),
    allowsInsecureTrust,
    mayAccessSecrets: (serviceAccount, project) =>
      policies.isServiceAccountAllowed(serviceAccount, 'secretmanager.versions.access', project),
    ...(mayReadOwnSecret && { mayReadOwnSecret }),
  });
}
