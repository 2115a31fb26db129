import type { Method } from './method.js';
import * as registry from './registry.js';

const files: readonly Readonly<Record<string, Method>>[] = Object.values(registry);

/** Every method that is built. */
export const METHODS: readonly Method[] = files.flatMap((file) => Object.values(file));
