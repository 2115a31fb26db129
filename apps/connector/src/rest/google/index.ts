import type { IndexedMethod } from './indexed-method.js';
import { OTHER_APIS } from './other-apis.js';
import v1 from './v1-methods.json' with { type: 'json' };
import v2 from './v2-methods.json' with { type: 'json' };

const toIndexed = (version: string, { id, httpMethod, path, query }: IndexedMethod): IndexedMethod => ({
  id: `${version}.${id}`,
  httpMethod,
  path,
  query: query ?? [],
});

/** All methods of Google's Connectors API, and the methods of its other APIs that are served here. */
export const GOOGLE_METHODS: readonly IndexedMethod[] = [
  ...v1.methods.map((method) => toIndexed('v1', method)),
  ...v2.methods.map((method) => toIndexed('v2', method)),
  ...OTHER_APIS,
];
