import type { Connection } from '@twilio-connector/connection';
import { type Clock, createScheduler, type Scheduler } from '@twilio-connector/scheduler';
import type { ConnectionCheck } from '../runtime/runtime.js';
import type { ConnectionNodes } from './connection-nodes.js';
import { createRuntimeSource, type RuntimeSourcePorts } from './runtime-source.js';
import { createStatusCheck, type StatusCheckPorts } from './status-check.js';

/**
 * Checks at Twilio whether a connection that is not stored would work. Never rejects: a failure is part of the answer.
 *
 * @param before the stored connection that it would replace
 */
export type Trial = (
  connection: Connection,
  before: Connection | undefined,
  onAttempt: () => void,
) => Promise<ConnectionCheck>;

interface TrialPorts extends Omit<RuntimeSourcePorts, 'nodes'>, Pick<StatusCheckPorts, 'onError'> {
  readonly nodes: Pick<ConnectionNodes, 'of'>;
  /** The clock of the nodes. Default: Node's. */
  readonly clock: Clock | undefined;
}

/**
 * The trial of a change uses the nodes of its connection, so that both together keep its rate. Trials of new connections share one
 * node, so that callers cannot send more by trying many. Of a trial nothing is kept but its scheduler.
 */
export function createTrial({ nodes, clock, onAttempt: onSent, onError, ...ports }: TrialPorts): Trial {
  let shared: Scheduler | undefined;
  const sharedNode = () => (shared ??= createScheduler({ nodes: { min: 1, max: 1 }, ...(clock && { clock }) }));
  return (connection, before, onAttempt) => {
    const source = createRuntimeSource({
      ...ports,
      nodes: { of: () => (before ? nodes.of(before) : sharedNode()) },
      // A connection that does not exist has no usage.
      ...(before && { onAttempt: onSent }),
    });
    const check = createStatusCheck({
      runtimePool: {
        async use(tried, work) {
          const { runtime } = await source.compose(tried);
          return work(runtime).finally(() => runtime.close());
        },
      },
      onError,
    });
    return check(connection, onAttempt);
  };
}
