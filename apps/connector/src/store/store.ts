import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** The tables that the server keeps, behind a query builder. Nothing here depends on the database that holds them. */
export type Store = Kysely<Tables>;
