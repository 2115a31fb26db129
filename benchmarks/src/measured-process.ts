import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A separate process that runs tasks on request and reports its memory. */
export interface MeasuredProcess {
  readonly pid: number;
  /** Runs a task in the process and returns its result. `input` must be serializable. */
  ask(task: string, input?: unknown): Promise<unknown>;
  /** Measures the memory after garbage collection. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** Memory in bytes. */
interface Memory {
  /** The JavaScript heap, and external memory that JavaScript objects hold. */
  readonly held: number;
  /** The resident set of the whole process. */
  readonly rss: number;
}

/** Starts a module that calls `serveMeasured`. */
export function startMeasured(module: string, env: Readonly<Record<string, string>>): MeasuredProcess {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
    execArgv: ['--expose-gc'],
    // Standard output is for the table.
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, ...env },
  });
  const kill = () => void child.kill('SIGKILL');
  process.on('exit', kill);
  if (child.pid === undefined) throw new Error(`${module} could not be started.`);
  return {
    pid: child.pid,
    ask: (task, input) => ask(child, task, input),
    memory: async () => (await ask(child, 'memory')) as Memory,
    async stop() {
      const exited = once(child, 'exit');
      kill();
      await exited;
      process.off('exit', kill);
    },
  };
}

async function ask(child: ChildProcess, task: string, input?: unknown): Promise<unknown> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, 'exit', { signal }).then(([code]) =>
    Promise.reject(new Error(`The process exited with code ${code}.`)),
  );
  child.send({ task, input });
  const [answer] = await Promise.race([once(child, 'message', { signal }), ended]);
  ended.catch(() => {});
  answered.abort();
  if (answer?.error !== undefined) throw new Error(String(answer.error));
  return answer?.result;
}

/** Runs inside the measured process and serves the given tasks, plus `memory`. */
export function serveMeasured(tasks: Readonly<Record<string, (input: unknown) => unknown>>): void {
  process.on('message', ({ task, input }: { readonly task: string; readonly input: unknown }) => {
    const work = task === 'memory' ? measure : tasks[task];
    Promise.resolve(input)
      .then(work)
      .then(
        (result) => process.send?.({ result }),
        (error: unknown) => process.send?.({ error: String(error) }),
      );
  });
}

async function measure(): Promise<Memory> {
  // One collection may free objects that only the next one can reclaim, and some memory is freed in later turns.
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc?.();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, rss };
}
