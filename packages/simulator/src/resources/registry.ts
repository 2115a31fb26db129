import { createRouter } from '../engine/router.js';
import { operationsOf } from '../twilio/operations.js';
import { declarations } from './declarations.js';
import { resolve } from '../engine/resolve-declarations.js';

/** Every resource that is simulated, with what Twilio's OpenAPI says about it. */
export const resources = resolve(declarations, operationsOf);

/** Finds them by their paths. */
export const router = createRouter(resources);
