import { tmpdir } from 'node:os';
import { command, CommandError } from './command.js';

/** The result of work that needs the registry. */
export type Reached<T> = { readonly value: T } | { readonly unreachable: string };

// npm's codes for a registry that does not respond. Any other failure is a failure of the tested code.
const UNREACHABLE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED)\b/;

/** Runs work that needs the registry and tells an unreachable registry from a failure. */
export async function fromRegistry<T>(work: () => Promise<T>): Promise<Reached<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const code = error instanceof CommandError ? UNREACHABLE.exec(error.message)?.[0] : undefined;
    if (!code) throw error;
    const unreachable = `Cannot reach the npm registry: ${code}.`;
    console.warn(`${unreachable} Tests that need it are skipped.`);
    return { unreachable };
  }
}

/** The path of Node in the given version (`24`, `22.18`): the workspace's own if it matches, otherwise fetched with npx. */
export async function findNode(version: string): Promise<Reached<string>> {
  const script = 'process.version + "\\n" + process.execPath';
  const isWanted = (found: string | undefined) => found?.startsWith(`v${version}.`) ?? false;
  const [own, ownPath] = (await command('node', ['-p', script])).split('\n');
  if (isWanted(own) && ownPath) return { value: ownPath };
  return fromRegistry(async () => {
    const args = ['--yes', '-p', `node@${version}`, 'node', '-p', script];
    const [fetched, path] = (await command('npx', args, { cwd: tmpdir() })).split('\n');
    if (!isWanted(fetched) || !path) throw new Error(`npx -p node@${version} ran Node ${String(fetched)}.`);
    return path;
  });
}

/** Returns the value, or skips the test with the reason why there is none. */
export function orSkip<T>(reached: Reached<T>, skip: (reason: string) => never): T {
  return 'unreachable' in reached ? skip(reached.unreachable) : reached.value;
}
