import { describeEntityType, type EntityType, type JsonSchema, keyColumnsOf } from '@twilio-connector/entities';
import { MAX_ITEMS_PER_ANSWER } from '../calls/page-size.js';

// Schemas of the inputs and outputs of operations, for tools and for the OpenAPI document.

/** A row in an answer: its readable columns. */
export function rowSchema(entityType: EntityType): JsonSchema {
  const { fields, jsonSchema } = describeEntityType(entityType);
  const names = fields.filter(({ additionalDetails }) => additionalDetails.readable).map(({ name }) => name);
  const properties = Object.entries(jsonSchema.properties ?? {}).filter(([name]) => names.includes(name));
  return { ...jsonSchema, properties: Object.fromEntries(properties), required: names };
}

/** The id of an entity: the keys of its parents and its own key. */
export function entityIdSchema(entityType: EntityType): JsonSchema {
  const key = keyColumnsOf(entityType).join('/');
  return { type: ['string'], description: `The id of the entity in ${entityType.name}: its ${key}.` };
}

/** The parameters of a LIST, by name. */
export function listParameters(entityType: EntityType): Readonly<Record<string, JsonSchema>> {
  const { fields, defaultSortBy } = describeEntityType(entityType);
  const sortCost = defaultSortBy
    ? `${defaultSortBy} DESC costs nothing; any other order reads the whole list.`
    : 'Sorting reads the whole list.';
  const filters = fields
    .filter(({ additionalDetails }) => additionalDetails.filter.length > 0)
    .map(({ name, additionalDetails }) => `${name} (${additionalDetails.filter.join(' ')})`);
  const parents = fields.filter(({ additionalDetails }) => additionalDetails.parent).map(({ name }) => name);
  const hasTimes = fields.some(({ dataType }) => dataType === 'TIMESTAMP' || dataType === 'DATE');
  const sortable = fields
    .filter(({ dataType, additionalDetails }) => additionalDetails.readable && !/STRUCT|ARRAY/.test(dataType))
    .map(({ name }) => name);
  return {
    conditions: {
      type: ['string'],
      description:
        'Selects entities, as after WHERE in SQL: comparisons of columns (= != < <= > >= LIKE IN BETWEEN IS NULL) with ' +
        'AND, OR, NOT and parentheses.' +
        `${hasTimes ? " Times may be relative, such as now() - interval '30 days' or CURRENT_DATE, in UTC." : ''}` +
        `${parents.length > 0 ? ` Must include ${parents.join(' and ')}.` : ''} ` +
        `${filters.length > 0 ? `Twilio filters by ${filters.join(', ')}; the other comparisons are` : 'The conditions are'} ` +
        'applied after the read.',
    },
    pageSize: {
      type: ['integer'],
      minimum: 0,
      description: `The maximum number of entities. Default: 25; values above ${MAX_ITEMS_PER_ANSWER} become ${MAX_ITEMS_PER_ANSWER}.`,
    },
    pageToken: { type: ['string'], description: 'The nextPageToken of the previous page.' },
    sortBy: {
      type: ['string'],
      enum: sortable,
      description: `One column. ${sortCost} Default: Twilio's order, newest first.`,
    },
    sortOrder: { type: ['string'], enum: ['ASC', 'DESC'], description: 'Default: ASC.' },
  };
}
