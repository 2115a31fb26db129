import type { PublicSchema } from '../engine/engine.js';
import { literal } from '../syntax/quote.ts';
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

/**
 * The columns of system catalogs that hold the OID of a table. Some may also hold that of something else, and a column beside them says
 * which it is. That of the table itself comes last, since the others find it by its name.
 */
const TABLE_OIDS = [
  { catalog: 'pg_attribute', column: 'attrelid' },
  { catalog: 'pg_constraint', column: 'conrelid' },
  { catalog: 'pg_constraint', column: 'confrelid' },
  { catalog: 'pg_index', column: 'indrelid' },
  { catalog: 'pg_type', column: 'typrelid' },
  { catalog: 'pg_depend', column: 'objid', kind: 'classid' },
  { catalog: 'pg_depend', column: 'refobjid', kind: 'refclassid' },
  { catalog: 'pg_description', column: 'objoid', kind: 'classoid' },
  { catalog: 'pg_class', column: 'oid' },
] as const;

/** Gives tables the OIDs that they are to have, since PostgreSQL took the next ones. */
function renumber(oids: PublicSchema['oids']): string {
  const wanted = oids.map(([name, oid]) => `(${literal(name)}, ${oid}::oid)`).join(', ');
  return TABLE_OIDS.map((place) => {
    const isTable = 'kind' in place ? ` and ${place.kind} = 'pg_class'::regclass` : '';
    return `
      update pg_catalog.${place.catalog} t set ${place.column} = wanted
        from pg_class c join (values ${wanted}) w (name, wanted) on c.relname = w.name
        where c.relnamespace = 'public'::regnamespace and t.${place.column} = c.oid${isTable};`;
  }).join('');
}

/** The tables that system catalogs show. There are those of one schema at a time, so that no statement sees those of another. */
export class PublicTables {
  readonly #instance: Instance;
  #digest: string | undefined;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  async show({ digest, sql, oids }: PublicSchema): Promise<void> {
    if (digest === this.#digest) return;
    this.#digest = undefined;
    await this.#instance.exec(EMPTY);
    // What was dropped would stay in the system catalogs.
    await this.#instance.exec('vacuum');
    // One message is one transaction: all of it happens, or nothing.
    await this.#instance.exec(`${sql}\n${SHOW_FOREIGN_KEYS}`);
    if (oids.length > 0) await this.#instance.exec(renumber(oids));
    this.#digest = digest;
  }
}
