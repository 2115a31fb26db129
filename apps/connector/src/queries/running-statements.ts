import type { OperationContext } from '../calls/call.js';

/** Tells a running statement from all others: nobody else knows its key. */
interface StatementId {
  readonly connection: string;
  /** The member that sent it. */
  readonly caller: string;
  readonly idempotencyKey: string;
}

// Of this process: another one cannot end what runs here.
const running = new Set<{ readonly id: string; readonly controller: AbortController }>();

const textOf = ({ connection, caller, idempotencyKey }: StatementId): string =>
  JSON.stringify([connection, caller, idempotencyKey]);

/** Runs a statement that `cancelStatement` ends, if it has an idempotency key. */
export async function runCancellable<T>(
  connection: string,
  context: OperationContext,
  run: (context: OperationContext) => Promise<T>,
): Promise<T> {
  const { idempotencyKey } = context.parts;
  if (idempotencyKey === undefined) return run(context);
  const controller = new AbortController();
  const statement = { id: textOf({ connection, caller: context.origin.caller, idempotencyKey }), controller };
  running.add(statement);
  try {
    return await run({ ...context, signal: AbortSignal.any([context.signal, controller.signal]) });
  } finally {
    running.delete(statement);
  }
}

/**
 * Ends a statement as if its caller had disconnected: a row that was sent completes, and the rest is not sent. Its caller gets the
 * report.
 *
 * @returns whether it was running
 */
export function cancelStatement(statement: StatementId): boolean {
  const id = textOf(statement);
  const found = [...running].filter((one) => one.id === id);
  for (const { controller } of found) controller.abort();
  return found.length > 0;
}
