import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SqlError } from '../errors.js';
import type { WorkerInput, WorkerMessage, WorkerReply, WorkerRequest } from './messages.js';
import { compileModule, type WebAssemblyModule } from './web-assembly.js';

/** Sources lie two folders below the package, what is built from them one. */
const isSource = import.meta.url.endsWith('.ts');
const WORKER = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url);
const DATA_DIRECTORY = fileURLToPath(
  new URL(`${isSource ? '../../dist' : '.'}/data-directory.tar.gz`, import.meta.url),
);

let compiled: Promise<WebAssemblyModule> | undefined;

/** All workers share the compiled module, which saves time and over 100 MB for each. */
async function compile(): Promise<WebAssemblyModule> {
  const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  return compileModule(await readFile(join(folder, 'pglite.wasm')));
}

/** A thread with a PostgreSQL. It takes one request at a time. */
export interface EngineWorker {
  /** @throws SqlError if the worker ends before it answers */
  ask(request: WorkerRequest): Promise<WorkerReply>;
  /** Whether another should take its place: it broke down, or holds much more memory than at its start. */
  readonly isWorn: boolean;
  /** Ends it at once, whatever it does. */
  end(): Promise<void>;
}

/** What a PostgreSQL may keep after a statement. It starts with half of that. */
const MAX_KEPT_BYTES = 256 * 2 ** 20;

/** Results and rows on their way. Memory of PostgreSQL and of files comes on top. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 768, stackSizeMb: 16 };

const ended = () =>
  new SqlError('58000', 'The SQL engine stopped while it ran the statement. Run the statement again.');

/** Starts a worker. Resolves when its PostgreSQL can take a request. */
export async function startEngineWorker(maxMemoryBytes: number): Promise<EngineWorker> {
  if (!existsSync(DATA_DIRECTORY)) {
    throw new SqlError('58P01', `The file ${DATA_DIRECTORY} is missing. Build the package @twilio-connector/sql.`);
  }
  const module = await (compiled ??= compile());
  const workerData: WorkerInput = { module, dataDirectory: DATA_DIRECTORY, maxMemoryBytes };
  const worker = new Worker(WORKER, {
    workerData,
    execArgv: isSource ? ['--no-warnings'] : [],
    resourceLimits: RESOURCE_LIMITS,
  });
  let waiting: PromiseWithResolvers<WorkerReply> | undefined;
  const next = (): Promise<WorkerReply> => {
    waiting = Promise.withResolvers<WorkerReply>();
    return waiting.promise;
  };
  let isWorn = false;
  let hasEnded = false;
  worker.on('message', ({ reply, isSound, memoryBytes }: WorkerMessage) => {
    isWorn = !isSound || memoryBytes > MAX_KEPT_BYTES;
    // A worker that waits for work does not keep the process alive.
    worker.unref();
    waiting?.resolve(reply);
  });
  worker.on('error', (error) => waiting?.reject(toSqlError(error)));
  worker.on('exit', () => {
    hasEnded = true;
    waiting?.reject(ended());
  });
  await next();
  return {
    get isWorn() {
      return isWorn;
    },
    ask(request) {
      if (hasEnded) return Promise.reject(ended());
      worker.ref();
      const reply = next();
      worker.postMessage(request);
      return reply;
    },
    async end() {
      await worker.terminate();
    },
  };
}

function toSqlError(error: Error & { readonly code?: string }): SqlError {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') {
    return new SqlError('58000', `The SQL engine failed: ${error.message}`, { cause: error });
  }
  return new SqlError('53200', 'The result of the statement is too large.', {
    hint: 'Add a LIMIT, or read it in parts.',
    cause: error,
  });
}
