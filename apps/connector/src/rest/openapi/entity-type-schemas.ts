import { describeInput, type EntityType, keyOf } from '@twilio-connector/entities';
import { rowSchema } from '../../tools/operation-schemas.js';
import { answerColumns } from '../v2/write-answer.js';
import { objectOf, type OpenApiSchema, ref, toOpenApiSchema } from './schema.js';

/** The schemas of an entity type: its row, and the inputs and answers of its operations. */
export function entityTypeSchemas(entityType: EntityType): Record<string, OpenApiSchema> {
  const { name, operations } = entityType;
  const row = toOpenApiSchema(rowSchema(entityType));
  const entity = objectOf({ ...resourceName(entityType), fields: ref(name) }, { metadata: ref('Metadata') });
  const list = objectOf(
    { entities: { type: 'array', items: ref(`${name}Entity`) }, metadata: ref('Metadata') },
    { nextPageToken: { type: 'string' } },
  );
  return {
    [name]: row,
    [`${name}Entity`]: entity,
    ...(operations.includes('LIST') && { [`${name}List`]: list }),
    ...(operations.includes('CREATE') && {
      [`${name}Create`]: toOpenApiSchema(describeInput(entityType, 'CREATE')),
      [`${name}Created`]: writtenSchema(entityType, 'CREATE', row),
    }),
    ...(operations.includes('UPDATE') && {
      [`${name}Update`]: toOpenApiSchema(describeInput(entityType, 'UPDATE')),
      [`${name}Updated`]: writtenSchema(entityType, 'UPDATE', row),
    }),
  };
}

function writtenSchema(entityType: EntityType, operation: 'CREATE' | 'UPDATE', row: OpenApiSchema): OpenApiSchema {
  const columns = answerColumns(entityType, operation);
  const fields = Object.fromEntries(columns.map((column) => [column, row.properties?.[column] ?? {}]));
  return objectOf({ ...resourceName(entityType), fields: objectOf(fields), metadata: ref('Metadata') });
}

/** Entities without a key have no resource name. */
function resourceName(entityType: EntityType): Record<string, OpenApiSchema> {
  return keyOf(entityType) === undefined ? {} : { name: { type: 'string' } };
}
