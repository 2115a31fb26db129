import type { Action } from '../model/index.js';

/** Every action that is built in, by name. There is none yet. */
export const actions: Readonly<Record<string, Action>> = {};
