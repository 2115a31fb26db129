import api from './api.json' with { type: 'json' };
import chat from './chat.json' with { type: 'json' };
import conversations from './conversations.json' with { type: 'json' };
import insights from './insights.json' with { type: 'json' };
import lookups from './lookups.json' with { type: 'json' };
import messaging from './messaging.json' with { type: 'json' };
import monitor from './monitor.json' with { type: 'json' };
import numbers from './numbers.json' with { type: 'json' };
import type { OperationIndex } from './operations.js';
import { RETIRED } from './retired.js';
import serverless from './serverless.json' with { type: 'json' };
import studio from './studio.json' with { type: 'json' };
import verify from './verify.json' with { type: 'json' };

/** What each product takes and answers; made from Twilio's OpenAPI by `pnpm generate`, but for what Twilio took out. */
const INDEXES = {
  api: merge(api, RETIRED),
  chat,
  conversations,
  insights,
  lookups,
  messaging,
  monitor,
  numbers,
  serverless,
  studio,
  verify,
} satisfies Readonly<Record<string, OperationIndex>>;

/** The first word of one of Twilio's hosts, `api` in `api.twilio.com`. */
export type Product = keyof typeof INDEXES;

/** All products that are simulated, `api` first. */
export const PRODUCTS = Object.keys(INDEXES) as readonly Product[];

/** What a product takes and answers. */
export function operationsOf(product: Product): OperationIndex {
  return INDEXES[product];
}

/** Whether a word is the first of a simulated host. */
export function isProduct(word: string): word is Product {
  return Object.hasOwn(INDEXES, word);
}

function merge(generated: OperationIndex, retired: OperationIndex): OperationIndex {
  return {
    paths: { ...generated.paths, ...retired.paths },
    schemas: { ...generated.schemas, ...retired.schemas },
  };
}
