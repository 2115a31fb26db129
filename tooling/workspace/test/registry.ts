import { tmpdir } from 'node:os';
import { command, CommandError } from './command.js';

/** What came of work that needs the registry. */
export type Reached<T> = { readonly value: T } | { readonly unreachable: string };

// npm's codes for a registry that does not answer at all; every other failure is one of what is tested.
const UNREACHABLE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED)\b/;

/** Tells a registry that cannot be reached from work that fails. */
export async function fromRegistry<T>(work: () => Promise<T>): Promise<Reached<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const code = error instanceof CommandError ? UNREACHABLE.exec(error.message)?.[0] : undefined;
    if (!code) throw error;
    const unreachable = `The npm registry cannot be reached: ${code}.`;
    console.warn(`${unreachable} Tests that need it are skipped.`);
    return { unreachable };
  }
}

/** The path of a Node of this version (`24`, `22.18`): the workspace's own where it is one, else through npx. */
export async function findNode(version: string): Promise<Reached<string>> {
  const script = 'process.version + "\\n" + process.execPath';
  const isAsked = (found: string | undefined) => found?.startsWith(`v${version}.`) ?? false;
  const [own, ownPath] = (await command('node', ['-p', script])).split('\n');
  if (isAsked(own) && ownPath) return { value: ownPath };
  return fromRegistry(async () => {
    const args = ['--yes', '-p', `node@${version}`, 'node', '-p', script];
    const [fetched, path] = (await command('npx', args, { cwd: tmpdir() })).split('\n');
    if (!isAsked(fetched) || !path) throw new Error(`npx -p node@${version} ran Node ${String(fetched)}.`);
    return path;
  });
}

/** The value, or the end of the test, skipped with the reason. */
export function orSkip<T>(reached: Reached<T>, skip: (reason: string) => never): T {
  return 'unreachable' in reached ? skip(reached.unreachable) : reached.value;
}
