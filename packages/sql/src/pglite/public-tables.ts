import type { PublicSchema } from '../engine/engine.js';
import type { Instance } from './instance.ts';

/** Leaves nothing that a statement over system catalogs should not see: neither slots nor the tables of another schema. */
const EMPTY = `
  drop schema if exists twilio_scan cascade;
  drop server if exists slots;
  drop extension if exists file_fdw;
  drop schema public cascade;
  create schema public authorization pg_database_owner;
  comment on schema public is 'standard public schema';
  grant usage on schema public to public;`;

/** psql looks for foreign keys only where there are triggers, which those that are not enforced do not have. */
const SHOW_FOREIGN_KEYS = `
  update pg_class set relhastriggers = true
    where oid in (select unnest(array[conrelid, confrelid]) from pg_constraint where contype = 'f');`;

/** The tables that system catalogs show. There are those of one schema at a time, so that no statement sees those of another. */
export class PublicTables {
  readonly #instance: Instance;
  #digest: string | undefined;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  async show({ digest, sql }: PublicSchema): Promise<void> {
    if (digest === this.#digest) return;
    this.#digest = undefined;
    await this.#instance.exec(EMPTY);
    // What was dropped would stay in the system catalogs.
    await this.#instance.exec('vacuum');
    // One message is one transaction: all of it happens, or nothing.
    await this.#instance.exec(`${sql}\n${SHOW_FOREIGN_KEYS}`);
    this.#digest = digest;
  }
}
