import type { Kysely, SchemaModule } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The steps from an empty database to the tables of this build, by name and in order. Never change a released step; add
 * another one, and write `sqlite/new-database.ts` anew: `vitest run src/store/sqlite/new-database.test.ts -u`.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-25-first': { up: ({ schema }) => createFirstTables(schema) },
  '2026-11-29-bounds': { up: addBounds },
  '2026-11-30-call-id': {
    up: ({ schema }) => schema.alterTable('audit').addColumn('call_id', 'text').execute(),
  },
  '2026-11-30-logs': { up: ({ schema }) => addLogs(schema) },
  '2026-11-30-usage': { up: ({ schema }) => createUsage(schema) },
  '2026-11-30-web-sessions': { up: ({ schema }) => createSessions(schema) },
  '2026-11-30-written-entity': { up: ({ schema }) => addWrittenEntity(schema) },
};

async function createFirstTables(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('connections')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('operations')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('location', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('create_time', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('policies')
    .addColumn('resource', 'text', (column) => column.primaryKey())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('etag', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('tokens')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('create_time', 'text', (column) => column.notNull())
    .addColumn('expire_time', 'text')
    .addColumn('revoke_time', 'text')
    .execute();
  await createVault(schema);
  await schema
    .createTable('audit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('time', 'text', (column) => column.notNull())
    .addColumn('caller', 'text', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('resource', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .execute();
  await schema
    .createTable('idempotency')
    .addColumn('caller', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('create_time', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('idempotency_key', ['caller', 'key'])
    .execute();
  await schema.createIndex('idempotency_time').on('idempotency').column('create_time').execute();
}

async function createVault(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('secrets')
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('create_time', 'text', (column) => column.notNull())
    .addColumn('next_version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('secrets_name', ['project', 'secret'])
    .execute();
  await schema
    .createTable('secret_versions')
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('create_time', 'text', (column) => column.notNull())
    .addColumn('destroy_time', 'text')
    .addColumn('has_checksum', 'integer', (column) => column.notNull())
    .addColumn('ciphertext', 'text')
    .addPrimaryKeyConstraint('secret_versions_name', ['project', 'secret', 'version'])
    .execute();
}

/** The columns of `audit` that the migration below uses. */
interface AuditTable {
  readonly audit: { readonly id: string; readonly resource: string; readonly project: string };
}

/** What keeps the store small and its lists fast. */
async function addBounds(database: Kysely<AuditTable>): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('properties')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await schema.alterTable('idempotency').addColumn('answer_digest', 'text').execute();
  const audit = schema.alterTable('audit');
  await audit.addColumn('project', 'text', (column) => column.notNull().defaultTo('')).execute();
  await audit.addColumn('count', 'integer', (column) => column.notNull().defaultTo(1)).execute();
  await setProjects(database);
  // Each index leads to the newest record of one project, caller or method.
  for (const column of ['project', 'caller', 'method']) {
    await schema.createIndex(`audit_${column}`).on('audit').columns([column, 'id']).execute();
  }
  await schema.createIndex('operations_done').on('operations').columns(['done', 'create_time']).execute();
  await schema.createIndex('operations_project').on('operations').columns(['project', 'create_time']).execute();
}

/** The number of audit records that are in memory at a time. */
const BATCH = 5000;

async function setProjects(database: Kysely<AuditTable>): Promise<void> {
  let last: string | undefined = '';
  while (last !== undefined) {
    const rows: readonly { readonly id: string; readonly resource: string }[] = await database
      .selectFrom('audit')
      .select(['id', 'resource'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const [project, ofProject] of Map.groupBy(rows, ({ resource }) => projectOf(resource))) {
      const ids = ofProject.map(({ id }) => id);
      if (project !== '') await database.updateTable('audit').set({ project }).where('id', 'in', ids).execute();
    }
    last = rows.at(-1)?.id;
  }
}

function projectOf(resource: string): string {
  return /^projects\/([^/]+)/.exec(resource)?.[1] ?? '';
}

/** The logs of connections. An index leads to the entries of one connection in the order of time, and one to those of a call. */
async function addLogs(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('log_entries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('severity', 'integer', (column) => column.notNull())
    .addColumn('call_id', 'text')
    .addColumn('place', 'text')
    .addColumn('receive_time', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('log_entries_connection')
    .on('log_entries')
    .columns(['connection', 'id', 'severity'])
    .execute();
  await schema.createIndex('log_entries_call').on('log_entries').column('call_id').execute();
  await schema
    .createTable('log_sources')
    .addColumn('connection', 'text', (column) => column.primaryKey())
    .addColumn('project', 'text', (column) => column.notNull())
    .addColumn('entries', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .execute();
}

async function createUsage(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('usage_connections')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('id', 'integer', (column) => column.notNull().unique())
    .addColumn('delete_time', 'text')
    .execute();
  await schema
    .createTable('usage')
    .addColumn('connection', 'integer', (column) => column.notNull())
    .addColumn('step', 'integer', (column) => column.notNull())
    .addColumn('start', 'integer', (column) => column.notNull())
    .addColumn('writer', 'integer', (column) => column.notNull())
    .addColumn('length', 'integer', (column) => column.notNull())
    .addColumn('point', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('usage_key', ['connection', 'step', 'start', 'writer'])
    .execute();
  // Leads to the oldest rows, which expire first.
  await schema.createIndex('usage_start').on('usage').columns(['step', 'start']).execute();
}

async function createSessions(schema: SchemaModule): Promise<void> {
  await schema
    .createTable('sessions')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('member', 'text', (column) => column.notNull())
    .addColumn('proof', 'text', (column) => column.notNull())
    .addColumn('create_time', 'text', (column) => column.notNull())
    .addColumn('expire_time', 'text', (column) => column.notNull())
    .addColumn('use_time', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('sessions_member').on('sessions').columns(['member', 'create_time']).execute();
}

/** The entity that a call wrote. An index leads to the newest record of one entity. */
async function addWrittenEntity(schema: SchemaModule): Promise<void> {
  await schema.alterTable('audit').addColumn('entity', 'text').execute();
  await schema
    .createIndex('audit_entity')
    .on('audit')
    .columns(['entity', 'id'])
    .where('entity', 'is not', null)
    .execute();
}
