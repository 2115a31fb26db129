import {
  catalog,
  createEntities,
  describeEntityType,
  type EntityType,
  findEntityType,
  type SortBy,
  type Operation,
  type TwilioRequest,
} from '@twilio-connector/entities';
import { readEnv } from '../env.js';
import { confirm } from './confirm.js';
import type { DataSource, Row, Selector } from './data/data-source.js';
import { openDataSource, type SourceFlags } from './data/open.js';
import { UsageError } from './exit.js';
import { createRowWriter, type Format } from './output.js';
import { createProgress } from './progress.js';

/** The flags of the commands that read and write entities. */
export interface Flags extends SourceFlags {
  readonly where?: string;
  readonly sort?: SortBy;
  readonly fields?: readonly string[];
  readonly limit?: number;
  readonly output?: Format;
  readonly explain?: boolean;
  readonly set?: Row;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

// A terminal is no wider; `--fields` chooses others.
const TABLE_COLUMNS = 7;

// What would be sent is known without sending: these run on the declarations alone.
const plans = createEntities({ send: () => Promise.reject(new Error('A plan sends nothing.')) });

export function showEntityTypes(process: NodeJS.Process): void {
  const rows = Object.values<EntityType>(catalog).map(({ name, operations, description, deprecated }) => ({
    EntityType: name,
    Operations: operations.join(' '),
    Description: deprecated ? `(retired by Twilio) ${description}` : description,
  }));
  writeRows(rows, { output: 'table' }, process);
}

export function describe(name: string, process: NodeJS.Process): void {
  const { fields, description, deprecated } = describeEntityType(findEntityType(catalog, name));
  process.stderr.write(`${description}${deprecated ? ` ${deprecated}` : ''}\n\n`);
  const rows = fields.map(
    ({ name: column, dataType, key, additionalDetails: { create: inCreate, update: inUpdate, filter } }) => ({
      Column: column,
      Type: dataType,
      Key: key ? 'key' : '',
      Create: inCreate ?? '',
      Update: inUpdate ? 'yes' : '',
      'Filters of Twilio': filter.join(' '),
    }),
  );
  writeRows(rows, { output: 'table' }, process);
}

export async function list(name: string, flags: Flags, process: NodeJS.Process): Promise<void> {
  if (flags.explain) {
    const plan = plans.explain(findEntityType(catalog, name), { conditions: flags.where ?? '' });
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  await withSource(flags, process, async (source, signal) => {
    let count = 0;
    const progress = createProgress(process.stderr, () => `${count} rows, ${source.requests()} requests to Twilio …`);
    try {
      const writer = createRowWriter(formatOf(flags, process), columnsOf(name, flags, process), (text) =>
        process.stdout.write(text),
      );
      for await (const row of source.rows(name, {
        where: flags.where,
        sortBy: flags.sort,
        limit: flags.limit,
        signal,
      })) {
        writer.row(row);
        count += 1;
      }
      writer.end();
    } finally {
      progress.stop();
    }
  });
}

export function get(name: string, id: string, flags: Flags, process: NodeJS.Process): Promise<void> {
  return withSource(flags, process, async (source) => show([await source.get(name, id)], name, flags, process));
}

export function create(name: string, flags: Flags, process: NodeJS.Process): Promise<void> {
  const entityType = findEntityType(catalog, name);
  const request = plans.validateOnly.create(entityType, flags.set ?? {});
  return write({ entityType, operation: 'CREATE', request }, flags, process, async (source) =>
    show([await source.create(name, flags.set ?? {})], name, flags, process),
  );
}

export function update(name: string, id: string | undefined, flags: Flags, process: NodeJS.Process): Promise<void> {
  const entityType = findEntityType(catalog, name);
  const entity = selectorOf(id, flags);
  const request = plans.validateOnly.update(entityType, entity, flags.set ?? {});
  return write({ entityType, operation: 'UPDATE', request }, flags, process, async (source) =>
    show([await source.update(name, entity, flags.set ?? {})], name, flags, process),
  );
}

export function remove(name: string, id: string | undefined, flags: Flags, process: NodeJS.Process): Promise<void> {
  const entityType = findEntityType(catalog, name);
  const entity = selectorOf(id, flags);
  const request = plans.validateOnly.delete(entityType, entity);
  return write({ entityType, operation: 'DELETE', request }, flags, process, (source) => source.delete(name, entity));
}

/** A write that has been checked: shown for a dry run, else asked about and made. */
async function write(
  checked: { readonly entityType: EntityType; readonly operation: Operation; readonly request: TwilioRequest },
  flags: Flags,
  process: NodeJS.Process,
  work: (source: DataSource) => Promise<void>,
): Promise<void> {
  if (flags.dryRun) {
    process.stdout.write(`${JSON.stringify(checked.request, null, 2)}\n`);
    return;
  }
  await confirm(checked.entityType, checked.operation, { yes: flags.yes, process });
  await withSource(flags, process, work);
}

/** Opens the source, stops what is under way on Ctrl-C, and closes it again. */
async function withSource(
  flags: Flags,
  process: NodeJS.Process,
  work: (source: DataSource, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const onSignal = () => controller.abort();
  process.once('SIGINT', onSignal);
  const source = await openDataSource(flags, readEnv(process.env));
  try {
    await work(source, controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    await source.close();
  }
}

function selectorOf(id: string | undefined, { where }: Flags): Selector {
  if (id !== undefined && where !== undefined)
    throw new UsageError('Name the entity by its id or by --where, not by both.');
  return id ?? { conditions: where ?? '' };
}

function show(rows: readonly Row[], name: string, flags: Flags, process: NodeJS.Process): void {
  const columns = columnsOf(name, flags, process)?.filter((column) => rows.some((row) => column in row));
  writeRows(rows, { output: formatOf(flags, process), columns }, process);
}

function writeRows(
  rows: readonly Row[],
  how: { readonly output: Format; readonly columns?: readonly string[] },
  process: NodeJS.Process,
): void {
  const writer = createRowWriter(how.output, how.columns, (text) => process.stdout.write(text));
  for (const row of rows) writer.row(row);
  writer.end();
}

function formatOf({ output }: Flags, process: NodeJS.Process): Format {
  return output ?? (process.stdout.isTTY ? 'table' : 'ndjson');
}

/** The columns that are shown: those that were asked for, in a table the first few, else all. */
function columnsOf(name: string, flags: Flags, process: NodeJS.Process): readonly string[] | undefined {
  const readable = Object.entries(findEntityType(catalog, name).fields).filter(
    ([, { readable: isReadable }]) => isReadable !== false,
  );
  const all = readable.map(([column]) => column);
  if (flags.fields) {
    return flags.fields.map((wanted) => {
      const found = all.find((column) => column.toLowerCase() === wanted.toLowerCase());
      if (!found)
        throw new UsageError(`${name} has no column ${JSON.stringify(wanted)}. Its columns: ${all.join(', ')}.`);
      return found;
    });
  }
  return formatOf(flags, process) === 'table' ? all.slice(0, TABLE_COLUMNS) : all;
}
