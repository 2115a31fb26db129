import { setImmediate as nextTurn } from 'node:timers/promises';
import type { hasSqlDetails, parseSync } from 'libpg-query';
import type { deparseSync } from 'pgsql-deparser';

/** The functions of libpg-query and pgsql-deparser that are used here. */
interface Libraries {
  readonly parseSync: typeof parseSync;
  readonly hasSqlDetails: typeof hasSqlDetails;
  readonly deparseSync: typeof deparseSync;
}

let loading: Promise<void> | undefined;
let loaded: Libraries | undefined;

/** Loads the libraries, once. Nothing else in this folder works before. */
export const loadLibraries = (): Promise<void> => (loading ??= load());

/** @throws Error before they are loaded */
export function libraries(): Libraries {
  if (!loaded) throw new Error('loadLibraries has not been called.');
  return loaded;
}

/** In turns of the event loop, since a server has other callers meanwhile: loading at once takes as long as some calls. */
async function load(): Promise<void> {
  await nextTurn();
  const { loadModule, parseSync, hasSqlDetails } = await import('libpg-query');
  await loadModule();
  await nextTurn();
  // V8 compiles most of the parser when it is first called.
  parseSync('select 1');
  await nextTurn();
  const { deparseSync } = await import('pgsql-deparser');
  loaded = { parseSync, hasSqlDetails, deparseSync };
  await nextTurn();
}
