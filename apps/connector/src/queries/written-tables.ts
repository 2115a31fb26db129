import {
  type Action,
  catalog as declaredTypes,
  describeEntityType,
  type EntityType,
  type Field,
  type Fields,
  keyColumnsOf,
  keyOf,
  type Operation,
} from '@twilio-connector/entities';
import type { Column, Procedure, TableWrites, WritableColumn } from '@twilio-connector/sql';
import { sqlTypeOf } from './sql-types.js';
import { toSqlName } from './table-names.js';

const KINDS = { CREATE: 'insert', UPDATE: 'update', DELETE: 'delete' } as const;
const WRITES = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];

/** The statements that write an entity type; undefined if none does. */
export function toWrites(entityType: EntityType): TableWrites | undefined {
  const { name, operations } = entityType;
  const declared: readonly Operation[] =
    (declaredTypes as Readonly<Record<string, EntityType>>)[name]?.operations ?? operations;
  const written = WRITES.filter((operation) => declared.includes(operation));
  if (written.length === 0) return undefined;
  const denied = written.filter((operation) => !operations.includes(operation)).map((operation) => KINDS[operation]);
  const has = (operation: Operation): boolean => operations.includes(operation);
  return {
    key: keyOf(entityType) === undefined ? [] : keyColumnsOf(entityType).map(toSqlName),
    ...(has('CREATE') && { insert: createColumns(entityType) }),
    ...(has('UPDATE') && { update: updateColumns(entityType) }),
    ...(has('DELETE') && { delete: true }),
    ...(denied.length > 0 && { denied }),
  };
}

function createColumns(entityType: EntityType): readonly WritableColumn[] {
  const fields = describeEntityType(entityType).fields;
  return fields.flatMap(({ name, additionalDetails: { create } }) =>
    create ? [toWritable(name, entityType.fields[name], create === 'required')] : [],
  );
}

function updateColumns({ fields }: EntityType): readonly WritableColumn[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.update ? [toWritable(name, field, field.update === 'required')] : [],
  );
}

/** An action as a procedure. */
export function toProcedure(
  { name, description, inputParameters, resultMetadata, method }: Action,
  isAllowed: boolean,
): Procedure {
  return {
    name: toSqlName(name),
    aliases: [name],
    description,
    parameters: Object.entries(inputParameters).map(([parameter, field]) =>
      toWritable(parameter, field, field.create === 'required'),
    ),
    columns: toResultColumns(resultMetadata),
    isRead: method === 'GET',
    ...(!isAllowed && { isDenied: true }),
  };
}

function toResultColumns(fields: Fields): readonly Column[] {
  return Object.entries(fields).map(([name, field]) => ({
    name: toSqlName(name),
    property: name,
    type: sqlTypeOf(field),
  }));
}

function toWritable(name: string, field: Field | undefined, isRequired: boolean): WritableColumn {
  const { wire } = field ?? {};
  return {
    name: toSqlName(name),
    aliases: [name, ...(wire === undefined ? [] : [wire])],
    property: name,
    type: sqlTypeOf(field),
    ...(isRequired && { isRequired }),
  };
}
