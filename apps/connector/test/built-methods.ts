import type { Method } from '../src/rest/method.js';
import { PATHS, type ServedPath } from '../src/rest/router.js';

/** A method that is built, at one of its paths. */
export interface BuiltMethod extends ServedPath {
  readonly method: Method;
}

/** Every path of every method that is built. */
export const BUILT_METHODS: readonly BuiltMethod[] = PATHS.flatMap(({ method, ...served }) =>
  method ? [{ ...served, method }] : [],
);
