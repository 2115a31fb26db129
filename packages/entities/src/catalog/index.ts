import * as entityTypes from './entity-types.js';

/** Every entity type that is built in, by name. */
export const catalog = { ...entityTypes };
