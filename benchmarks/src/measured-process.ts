import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own that does what it is told, and says what it takes. */
export interface MeasuredProcess {
  /** @param input anything that can be sent; what comes back is the process's answer */
  ask(what: string, input?: unknown): Promise<unknown>;
  /** Bytes after everything unused was given back. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** Bytes. */
interface Memory {
  /** Of JavaScript, and of what it holds outside its heap. */
  readonly held: number;
  /** Of the whole process. */
  readonly rss: number;
}

/** Starts a module that is made of `serveMeasured`. */
export function startMeasured(module: string, env: Readonly<Record<string, string>>): MeasuredProcess {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
    execArgv: ['--expose-gc'],
    env: { PATH: process.env.PATH, ...env },
  });
  const kill = () => void child.kill('SIGKILL');
  process.on('exit', kill);
  return {
    ask: (what, input) => ask(child, what, input),
    memory: async () => (await ask(child, 'memory')) as Memory,
    async stop() {
      const exited = once(child, 'exit');
      kill();
      await exited;
      process.off('exit', kill);
    },
  };
}

async function ask(child: ChildProcess, what: string, input?: unknown): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The process ended with ${code}.`)));
  child.send({ what, input });
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  if (answer?.error !== undefined) throw new Error(String(answer.error));
  return answer?.result;
}

/** In the process itself: answers by these tasks, and by `memory`. */
export function serveMeasured(tasks: Readonly<Record<string, (input: unknown) => unknown>>): void {
  process.on('message', ({ what, input }: { readonly what: string; readonly input: unknown }) => {
    const work = what === 'memory' ? measure : tasks[what];
    Promise.resolve(input)
      .then(work)
      .then(
        (result) => process.send?.({ result }),
        (error: unknown) => process.send?.({ error: String(error) }),
      );
  });
}

async function measure(): Promise<Memory> {
  // What was let go by one collection is found by the next; some of it waits for a turn of the event loop.
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc?.();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, rss };
}
