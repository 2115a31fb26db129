import { parentPort, workerData } from 'node:worker_threads';
import { startInstance } from './instance.ts';
import type { EngineFailure, WorkerInput, WorkerReply, WorkerRequest } from './messages.ts';
import { Steps } from './steps.ts';

const steps = new Steps(await startInstance(workerData as WorkerInput));
const reply = (message: WorkerReply): void => parentPort?.postMessage(message);

parentPort?.on('message', (request: WorkerRequest) => void answer(request));
reply({ kind: 'ready' });

async function answer(request: WorkerRequest): Promise<void> {
  try {
    if (request.kind === 'explain') reply({ kind: 'plan', plan: await steps.explain(request.statement) });
    else reply({ kind: 'result', result: await steps.run(request.statement, request.rows) });
  } catch (error) {
    reply({ kind: 'failure', failure: toFailure(error) });
  }
}

/** Errors of PGlite carry PostgreSQL's fields as strings. */
function toFailure(error: unknown): EngineFailure {
  const { code, message, detail, hint } = error as Partial<Record<string, string>>;
  return { sqlState: code ?? 'XX000', message: message ?? String(error), detail, hint };
}
