import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/** A part of the load in a thread of its own, so that it neither waits for the others nor holds them up. */
export interface Part<R> {
  /** What the part reported when it had started. */
  readonly started: R;
  /** Ends the part, and returns its result. */
  end<T>(): Promise<T>;
}

/** Starts a module that calls `servePart`. */
export async function startPart<R = void>(module: string, input: unknown): Promise<Part<R>> {
  const worker = new Worker(new URL(module, import.meta.url), { workerData: input });
  const [started] = (await once(worker, 'message')) as [R];
  return {
    started,
    async end<T>() {
      worker.postMessage('end');
      const [result] = (await once(worker, 'message')) as [T];
      await worker.terminate();
      return result;
    },
  };
}

/** Runs inside the thread. `start` begins the work, and returns what to report and how to end it. */
export async function servePart<I, R, T>(
  start: (input: I) => Promise<{ readonly started: R; readonly end: () => T | Promise<T> }>,
): Promise<void> {
  const { started, end } = await start(workerData as I);
  parentPort?.once('message', () => {
    void Promise.resolve(end()).then((result) => parentPort?.postMessage(result));
  });
  parentPort?.postMessage(started);
}
