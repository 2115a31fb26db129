import type { Path, Product } from './operation.js';
import api from './operations/api.json' with { type: 'json' };
import chat from './operations/chat.json' with { type: 'json' };
import conversations from './operations/conversations.json' with { type: 'json' };
import insights from './operations/insights.json' with { type: 'json' };
import lookups from './operations/lookups.json' with { type: 'json' };
import messaging from './operations/messaging.json' with { type: 'json' };
import monitor from './operations/monitor.json' with { type: 'json' };
import numbers from './operations/numbers.json' with { type: 'json' };
import serverless from './operations/serverless.json' with { type: 'json' };
import studio from './operations/studio.json' with { type: 'json' };
import taskrouter from './operations/taskrouter.json' with { type: 'json' };
import trunking from './operations/trunking.json' with { type: 'json' };
import verify from './operations/verify.json' with { type: 'json' };

// `pnpm generate` writes these files, each path as a `Path`. A test compares them with Twilio's documents.
const OPERATIONS: Readonly<Record<Product, object>> = {
  api,
  chat,
  conversations,
  insights,
  lookups,
  messaging,
  monitor,
  numbers,
  serverless,
  studio,
  taskrouter,
  trunking,
  verify,
};

/** The operations of a product's simulated paths, from Twilio's OpenAPI. Paths have no `.json` extension. */
export function operationsOf(product: Product): Readonly<Record<string, Path>> {
  return OPERATIONS[product] as Readonly<Record<string, Path>>;
}
