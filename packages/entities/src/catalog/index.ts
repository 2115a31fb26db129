import * as entityTypes from './entity-types.js';

/** The built-in entity types by name. */
export const catalog = { ...entityTypes };
