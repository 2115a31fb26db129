import type { Env } from '../../env.js';

/** The data folder in the environment, or the default one. */
export function folderOf(env: Env): string {
  return env.CONNECTOR_DATA ?? '.data';
}
