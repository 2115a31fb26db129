import { resolveDeclarations } from '../engine/resolve-declarations.js';
import { createRouter } from '../engine/router.js';
import { operationsOf } from '../twilio/operations.js';
import { declarations } from './declarations.js';

/** All simulated resources, completed from Twilio's OpenAPI. */
export const resources = resolveDeclarations(declarations, operationsOf);

/** Finds resources by path. */
export const router = createRouter(resources);
