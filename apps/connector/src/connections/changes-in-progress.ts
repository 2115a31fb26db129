import type { Clock } from '../store/clock.js';
import type { WaitBriefly } from './brief-wait.js';
import type { AlsoWrite } from './connection-table.js';
import { createLongRunningOperation, type LongRunningOperation, type Verb } from './long-running-operations.js';
import { createStateTransitions, IN_PROGRESS_STATES, type StateTransitionPorts } from './state-transitions.js';

export interface ChangePorts extends StateTransitionPorts {
  readonly waitBriefly: WaitBriefly;
  readonly now: Clock;
}

/** The work on changes to connections, each with its long-running operation. */
export interface ChangesInProgress {
  /**
   * Stores a change with its operation, and then starts the work, which goes on in the background after a brief wait.
   *
   * @param store stores the change; `also` is a further write of the same transaction
   */
  begin(operation: LongRunningOperation, store: (also: AlsoWrite) => Promise<void>): Promise<LongRunningOperation>;
  /** Resumes the changes that the previous process did not finish. */
  recover(): Promise<void>;
  /** Resumes the changes that this process could not finish, for example because the disk was full. */
  resume(): Promise<void>;
  /** Resolves when no change is in progress. */
  settle(): Promise<void>;
}

export function createChangesInProgress(ports: ChangePorts): ChangesInProgress {
  const { connections, longRunningOperations, waitBriefly, onError } = ports;
  const transitions = createStateTransitions(ports);
  /** The work of this process, by the name of its operation. */
  const workedOn = new Map<string, Promise<unknown>>();

  function follow(operation: LongRunningOperation): Promise<LongRunningOperation> {
    const { name, metadata } = operation;
    const work = metadata.verb === 'delete' ? transitions.remove(operation) : transitions.settle(operation);
    const ended = work.finally(() => workedOn.delete(name));
    workedOn.set(name, ended);
    return waitBriefly(ended, operation);
  }

  /** Of the operations of one connection, the last one that fits its state is resumed. The work of the others was done. */
  async function resume(): Promise<void> {
    const abandoned = (await longRunningOperations.unfinished()).filter(({ name }) => !workedOn.has(name));
    for (const [target, operations] of Map.groupBy(abandoned, ({ metadata }) => metadata.target)) {
      const verb = verbOf((await connections.get(target))?.status.state);
      const last = operations.findLast(({ metadata }) => metadata.verb === verb);
      if (last) follow(last).catch(onError);
      for (const operation of operations.filter((one) => one !== last)) await transitions.conclude(operation);
    }
  }

  return {
    async begin(operation, store) {
      // It must not look abandoned between its transaction and its work.
      workedOn.set(operation.name, Promise.resolve());
      try {
        await store((transaction) => longRunningOperations.insert(operation, transaction));
      } catch (error) {
        workedOn.delete(operation.name);
        throw error;
      }
      return follow(operation);
    },
    async recover() {
      await beginMissing(ports);
      await resume();
    },
    resume,
    async settle() {
      await Promise.allSettled(workedOn.values());
    },
  };
}

/** Begins a long-running operation for each connection that is in progress without one. */
async function beginMissing({ connections, longRunningOperations, now }: ChangePorts): Promise<void> {
  const unfinished = await longRunningOperations.unfinished();
  for (const { name, status } of await connections.all()) {
    const verb = verbOf(status.state);
    if (!verb || unfinished.some(({ metadata }) => metadata.target === name && metadata.verb === verb)) continue;
    await longRunningOperations.insert(createLongRunningOperation(name, verb, now()));
  }
}

const VERBS: readonly Verb[] = ['create', 'update', 'delete'];

/** The change that is in progress in a state. */
function verbOf(state: string | undefined): Verb | undefined {
  return VERBS.find((verb) => IN_PROGRESS_STATES[verb] === state);
}
