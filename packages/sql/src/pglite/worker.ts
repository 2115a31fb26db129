import { parentPort, workerData } from 'node:worker_threads';
import { startInstance } from './instance.ts';
import type { EngineFailure, WorkerInput, WorkerMessage, WorkerReply, WorkerRequest } from './messages.ts';
import { Steps } from './steps.ts';

const instance = await startInstance(workerData as WorkerInput);
const steps = new Steps(instance);

function reply(answer: WorkerReply): void {
  const message: WorkerMessage = { reply: answer, isSound: instance.isSound, memoryBytes: instance.memoryBytes() };
  parentPort?.postMessage(message);
}

parentPort?.on('message', (request: WorkerRequest) => void answer(request));
reply({ kind: 'ready' });

async function answer(request: WorkerRequest): Promise<void> {
  try {
    reply(await carryOut(request));
  } catch (error) {
    reply({ kind: 'failure', failure: toFailure(error) });
  }
}

async function carryOut(request: WorkerRequest): Promise<WorkerReply> {
  switch (request.kind) {
    case 'explain':
      return { kind: 'plan', plan: await steps.explain(request.statement) };
    case 'describe':
      return { kind: 'description', description: await steps.describe(request.statement) };
    case 'run':
      return { kind: 'result', result: await steps.run(request.statement, request.rows) };
  }
}

/** Errors of PGlite carry PostgreSQL's fields as strings. */
function toFailure(error: unknown): EngineFailure {
  const { code, message, detail, hint } = error as Partial<Record<string, string>>;
  return {
    sqlState: code ?? 'XX000',
    message: withTables(message ?? String(error)),
    detail: detail === undefined ? undefined : withTables(detail),
    hint,
  };
}

/** Tables in the place of their slots: a whole row has the type of one, such as `twilio_scan.messages_1`. */
const withTables = (text: string): string => text.replaceAll(/twilio_scan\.("?)([^"\s,()]+?)_\d+\1(?=\W|$)/g, '$1$2$1');
