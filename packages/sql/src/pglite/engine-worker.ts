import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SqlError } from '../errors.js';
import type { WorkerInput, WorkerReply, WorkerRequest } from './messages.js';
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
  /** Ends it at once, whatever it does. */
  end(): Promise<void>;
}

const ended = () =>
  new SqlError('58000', 'The SQL engine stopped while it ran the statement. Run the statement again.');

/** Starts a worker. Resolves when its PostgreSQL can take a request. */
export async function startEngineWorker(maxMemoryBytes: number): Promise<EngineWorker> {
  if (!existsSync(DATA_DIRECTORY)) {
    throw new SqlError('58P01', `The file ${DATA_DIRECTORY} is missing. Build the package @twilio-connector/sql.`);
  }
  const module = await (compiled ??= compile());
  const workerData: WorkerInput = { module, dataDirectory: DATA_DIRECTORY, maxMemoryBytes };
  const worker = new Worker(WORKER, { workerData, execArgv: isSource ? ['--no-warnings'] : [] });
  let waiting: PromiseWithResolvers<WorkerReply> | undefined;
  const next = (): Promise<WorkerReply> => {
    waiting = Promise.withResolvers<WorkerReply>();
    return waiting.promise;
  };
  worker.on('message', (reply: WorkerReply) => {
    // A worker that waits for work does not keep the process alive.
    worker.unref();
    waiting?.resolve(reply);
  });
  worker.on('error', (error) =>
    waiting?.reject(new SqlError('58000', `The SQL engine failed: ${error.message}`, { cause: error })),
  );
  worker.on('exit', () => waiting?.reject(ended()));
  await next();
  return {
    ask(request) {
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
