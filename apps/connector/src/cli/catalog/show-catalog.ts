import {
  type Action,
  actions,
  catalog,
  describeAction,
  describeEntityType,
  type EntityType,
  type FieldDescription,
} from '@twilio-connector/entities';
import { inItsCase } from '../entities/in-its-case.js';
import { actionNamed, entityTypeNamed } from '../entities/named.js';
import type { Format } from '../terminal/format.js';
import { writeNotes } from '../terminal/notes.js';
import { writeRows } from '../terminal/write-rows.js';

/** The flags of the commands that describe the catalog. */
export interface CatalogFlags {
  readonly output: Format;
}

// In a table, one column says what programs find in several.
const TABLE_COLUMNS = ['Column', 'Type', 'Uses', 'Description'];
const DATA_COLUMNS = ['Column', 'Type', 'Key', 'Create', 'Update', 'Twilio filters', 'Filter', 'Sort', 'Description'];

export async function showEntityTypes(flags: CatalogFlags, process: NodeJS.Process): Promise<void> {
  const rows = Object.values<EntityType>(catalog).map(({ name, operations, description, deprecated }) => ({
    EntityType: name,
    Operations: operations.join(' '),
    Description: deprecated ? `(retired by Twilio) ${description}` : description,
  }));
  await writeRows(rows, flags, process);
}

export async function showActions(flags: CatalogFlags, process: NodeJS.Process): Promise<void> {
  const rows = Object.values<Action>(actions).map(({ name, description, isOffByDefault }) => ({
    Action: name,
    Allowed: isOffByDefault ? 'if allowed by name' : 'yes',
    Description: description,
  }));
  await writeRows(rows, flags, process);
}

/** `describe`: shows the columns of an entity type or the parameters of an action. */
export async function describe(name: string, flags: CatalogFlags, process: NodeJS.Process): Promise<void> {
  if (inItsCase(name, Object.keys(actions))) await describeParameters(actionNamed(name), flags, process);
  else await describeColumns(entityTypeNamed(name), flags, process);
}

async function describeParameters(action: Action, flags: CatalogFlags, process: NodeJS.Process): Promise<void> {
  const { description, inputParameters } = describeAction(action);
  writeNotes([description, ''], process);
  const rows = inputParameters.map((input) => ({
    Parameter: input.name,
    Type: input.dataType,
    Required: action.inputParameters[input.name]?.create === 'required' ? 'yes' : '',
    Description: input.description,
  }));
  await writeRows(rows, flags, process);
}

async function describeColumns(
  entityType: EntityType,
  { output }: CatalogFlags,
  process: NodeJS.Process,
): Promise<void> {
  const { name, fields, description, deprecated, operations, defaultSortBy } = describeEntityType(entityType);
  const intro = `${description}${deprecated ? ` ${deprecated}` : ''}`;
  writeNotes([intro, `Operations: ${operations.join(', ')}.`, ''], process);
  const rows = fields.map((field) => toRow(field, defaultSortBy));
  await writeRows(rows, { output, columns: output === 'table' ? TABLE_COLUMNS : DATA_COLUMNS }, process);
  if (output === 'table') writeNotes(['', ...legend(name, rows)], process);
}

/** A column of an entity type; `Uses` summarizes the other members for a table. */
function toRow({ name, dataType, key, description, additionalDetails }: FieldDescription, defaultSortBy?: string) {
  const { create, update, filter, readable, parent, values } = additionalDetails;
  const isScalar = !/STRUCT|ARRAY/.test(dataType);
  const isCompared = (readable && isScalar) || filter.length > 0;
  const isSorted = readable && isScalar;
  const uses = [
    key ? 'key' : parent ? 'parent' : '',
    filter.length > 0 ? `filter* (${filter.join(' ')})` : isCompared ? 'filter' : '',
    name === defaultSortBy ? 'sort*' : isSorted ? 'sort' : '',
    create === 'required' ? 'create (required)' : create ? 'create' : '',
    update ? 'update' : '',
  ];
  return {
    Column: name,
    Type: dataType,
    Key: key ? 'key' : '',
    Create: create ?? '',
    Update: update ? 'yes' : '',
    'Twilio filters': filter.join(' '),
    Filter: isCompared ? 'yes' : '',
    Sort: isSorted ? 'yes' : '',
    Uses: uses.filter(Boolean).join(', '),
    Description: [description, values && `One of ${values.join(', ')}.`].filter(Boolean).join(' '),
  };
}

function legend(name: string, rows: readonly { readonly Uses: string }[]): readonly string[] {
  const hasOrder = rows.some(({ Uses }) => Uses.includes('sort*'));
  return [
    `filter*: Twilio applies these comparisons. All others are applied to the rows of ${name} after the read.`,
    ...(hasOrder ? ['sort*: Twilio lists in this order, descending. Any other order reads the whole list.'] : []),
  ];
}
