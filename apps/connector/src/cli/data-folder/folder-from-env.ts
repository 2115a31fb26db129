import type { Env } from '../../env.js';

/** The data folder that the environment names. */
export function folderOf(env: Env): string {
  return env.CONNECTOR_DATA ?? '.data';
}
