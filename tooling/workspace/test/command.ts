import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { root, toolchain } from '../toolchain.js';

// npm uses its cache first, and gives up on an unreachable registry after seconds instead of minutes.
const npmEnv = {
  npm_config_prefer_offline: 'true',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '5000',
};

/** The environment of the workspace's commands without the developer's own Twilio settings. */
const workspaceEnv: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(toolchain()).filter(([name]) => !name.startsWith('TWILIO_'))),
  ...npmEnv,
};

/** Options of {@link command}. */
export interface CommandOptions {
  /** Default: the workspace's root. */
  readonly cwd?: string;
  /** Default: the workspace's environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A command that failed. The message contains all of its output. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Null if the command was killed because it ran for more than four minutes. */
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command and returns its trimmed standard output. It does not block the thread, because vitest stops a worker that
 * does not respond for a minute.
 *
 * @throws CommandError when the exit code is not 0
 */
export async function command(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { cwd = root, env = workspaceEnv } = options;
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 240_000 });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (exitCode === 0) return stdout.trim();
  const call = [file, ...args].join(' ');
  throw new CommandError(`${call} exited with code ${String(exitCode)}:\n${stdout}\n${stderr}`, exitCode);
}

/** The workspace's environment with the given Node first on PATH. */
export function withNode(node: string): NodeJS.ProcessEnv {
  return { ...workspaceEnv, PATH: dirname(node) + delimiter + (workspaceEnv.PATH ?? '') };
}

/** An environment with Node and the system's commands only, as on a machine without the workspace. */
export function onlyNode(node: string): NodeJS.ProcessEnv {
  return { PATH: [dirname(node), '/usr/bin', '/bin'].join(delimiter) };
}
