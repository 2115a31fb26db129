import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { root, toolchain } from '../toolchain.js';

// npm does not ask for what is in its cache already, and gives a silent registry up after seconds rather than minutes.
const npmEnv = {
  npm_config_prefer_offline: 'true',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '5000',
};

/** The environment of the workspace's commands; none of the developer's own Twilio settings reaches a test. */
const workspaceEnv: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(toolchain()).filter(([name]) => !name.startsWith('TWILIO_'))),
  ...npmEnv,
};

/** Where and how a command runs. */
export interface CommandOptions {
  /** Default: the workspace's root. */
  readonly cwd?: string;
  /** Default: the workspace's environment. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A command that failed; the message holds all that it wrote. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Null when it was killed, because it took more than four minutes. */
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs one command to its end and returns what it wrote to its standard output, trimmed. Does not block meanwhile: a
 * worker that does not answer for a minute is given up by vitest.
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
  throw new CommandError(`${call} ended with ${String(exitCode)}:\n${stdout}\n${stderr}`, exitCode);
}

/** The workspace's environment with another Node before its own. */
export function withNode(node: string): NodeJS.ProcessEnv {
  return { ...workspaceEnv, PATH: dirname(node) + delimiter + (workspaceEnv.PATH ?? '') };
}

/** An environment in which there is nothing but a Node, as on a machine that never saw the workspace. */
export function onlyNode(node: string): NodeJS.ProcessEnv {
  return { PATH: [dirname(node), '/usr/bin', '/bin'].join(delimiter) };
}
