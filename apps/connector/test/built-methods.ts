import type { Method } from '../src/rest/method.js';
import { PATHS, type ServedPath } from '../src/rest/router.js';

/** An implemented method at one of its paths. */
export interface BuiltMethod extends ServedPath {
  readonly method: Method;
}

/** Every path of every implemented method. */
export const BUILT_METHODS: readonly BuiltMethod[] = PATHS.flatMap(({ method, ...served }) =>
  method ? [{ ...served, method }] : [],
);
