import {
  type Action,
  actions,
  catalog,
  describeAction,
  describeEntityType,
  type EntityType,
  findEntityType,
} from '@twilio-connector/entities';
import type { Format } from '../terminal/format.js';
import { writeRows } from '../terminal/write-rows.js';

/** The flags of the commands that describe the catalog. */
export interface CatalogFlags {
  readonly output: Format;
}

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
    Allowed: isOffByDefault ? 'if allowed by name' : 'yes',
    Description: description,
  }));
  writeRows(rows, flags, process);
}

/** `describe`: shows the columns of an entity type or the parameters of an action. */
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
      'Twilio filters': filter.join(' '),
    }),
  );
  writeRows(rows, flags, process);
}
