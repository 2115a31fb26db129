import {
  type Action,
  actions,
  catalog,
  createEntities,
  describeAction,
  describeEntityType,
  type EntityType,
  findEntityType,
} from '@twilio-connector/entities';
import { createProgress, watch } from './progress.js';
import { createRowWriter } from './output.js';
import { type CatalogFlags, columnsOf, type Flags, formatOf, show, withSource, writeRows } from './session.js';

// How a list would be read is known without reading.
const sendsNothing = () => Promise.reject(new Error('A plan sends nothing.'));
const plans = createEntities({ send: sendsNothing });

export function showEntityTypes(flags: CatalogFlags, process: NodeJS.Process): void {
  const rows = Object.values<EntityType>(catalog).map(({ name, operations, description, deprecated }) => ({
    EntityType: name,
    Operations: operations.join(' '),
    Description: deprecated ? `(retired by Twilio) ${description}` : description,
  }));
  writeRows(rows, flags, process);
}

export function showActions(flags: CatalogFlags, process: NodeJS.Process): void {
  const rows = Object.values<Action>(actions).map(({ name, description, isOffByDefault }) => ({
    Action: name,
    On: isOffByDefault ? 'when allowed by name' : 'yes',
    Description: description,
  }));
  writeRows(rows, flags, process);
}

/** Describes an entity type, or an action. */
export function describe(name: string, flags: CatalogFlags, process: NodeJS.Process): void {
  if (Object.hasOwn(actions, name)) describeParameters(actions[name as keyof typeof actions], flags, process);
  else describeColumns(name, flags, process);
}

function describeParameters(action: Action, flags: CatalogFlags, process: NodeJS.Process): void {
  const { description, inputParameters } = describeAction(action);
  process.stderr.write(`${description}\n\n`);
  const rows = inputParameters.map((input) => ({
    Parameter: input.name,
    Type: input.dataType,
    Required: action.inputParameters[input.name]?.create === 'required' ? 'yes' : '',
    Description: input.description,
  }));
  writeRows(rows, flags, process);
}

function describeColumns(name: string, flags: CatalogFlags, process: NodeJS.Process): void {
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
  writeRows(rows, flags, process);
}

export async function list(name: string, flags: Flags, process: NodeJS.Process): Promise<void> {
  if (flags.explain) {
    const plan = plans.explain(findEntityType(catalog, name), { conditions: flags.where ?? '', sortBy: flags.sort });
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  await withSource(flags, process, async (source, signal) => {
    let count = 0;
    const warnings = new Set<string>();
    const progress = createProgress(process.stderr, () => `${count} rows, ${source.requests()} requests to Twilio …`);
    try {
      const writer = createRowWriter(formatOf(flags, process), columnsOf(name, flags, process), (text) =>
        process.stdout.write(text),
      );
      for await (const row of source.rows(name, {
        where: flags.where,
        sortBy: flags.sort,
        limit: flags.limit,
        maxRequests: flags.maxRequests,
        allParents: flags.allParents,
        signal,
        warn: (warning) => warnings.add(warning),
      })) {
        writer.row(row);
        count += 1;
      }
      writer.end();
    } finally {
      progress.stop();
      for (const warning of warnings) process.stderr.write(`${warning}.\n`);
    }
  });
}

export function get(name: string, id: string, flags: Flags, process: NodeJS.Process): Promise<void> {
  return withSource(flags, process, async (source, signal) => {
    const row = await watch(source, process, source.get(name, id, signal));
    show([row], name, flags, process);
  });
}
