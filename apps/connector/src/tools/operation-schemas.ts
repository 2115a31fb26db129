import { describeEntityType, type EntityType, type JsonSchema, keyColumnsOf } from '@twilio-connector/entities';
import { MAX_ITEMS_PER_ANSWER } from '../calls/page-size.js';

// What an operation takes and answers beside what `entities` says of columns: shared by tools and the OpenAPI document.

/** A row as it is answered: every readable column, and no other. */
export function rowSchema(entityType: EntityType): JsonSchema {
  const { fields, jsonSchema } = describeEntityType(entityType);
  const names = fields.filter(({ additionalDetails }) => additionalDetails.readable).map(({ name }) => name);
  const properties = Object.entries(jsonSchema.properties ?? {}).filter(([name]) => names.includes(name));
  return { ...jsonSchema, properties: Object.fromEntries(properties), required: names };
}

/** What names one entity: its key, behind those of its parents. */
export function entityIdSchema(entityType: EntityType): JsonSchema {
  const key = keyColumnsOf(entityType).join('/');
  return { type: ['string'], description: `Which of ${entityType.name}, as its ${key}.` };
}

/** What a LIST takes, by name. */
export function listParameters(entityType: EntityType): Readonly<Record<string, JsonSchema>> {
  const { fields, defaultSortBy } = describeEntityType(entityType);
  const free = defaultSortBy ? `${defaultSortBy} DESC costs nothing; for any other` : 'For any other order';
  const filters = fields
    .filter(({ additionalDetails }) => additionalDetails.filter.length > 0)
    .map(({ name, additionalDetails }) => `${name} (${additionalDetails.filter.join(' ')})`);
  const parents = fields.filter(({ additionalDetails }) => additionalDetails.parent).map(({ name }) => name);
  const sortable = fields
    .filter(({ dataType, additionalDetails }) => additionalDetails.readable && !/STRUCT|ARRAY/.test(dataType))
    .map(({ name }) => name);
  return {
    conditions: {
      type: ['string'],
      description:
        'Which entities, as after WHERE in SQL: comparisons of columns (= != < <= > >= LIKE IN BETWEEN IS NULL) with ' +
        `AND, OR, NOT and parentheses.${parents.length > 0 ? ` ${parents.join(' and ')} must be named.` : ''} ` +
        `${filters.length > 0 ? `Twilio itself filters by ${filters.join(', ')}; the rest` : 'All of it'} is filtered after the read.`,
    },
    pageSize: {
      type: ['integer'],
      minimum: 0,
      description: `How many entities at the most. Default 25; above ${MAX_ITEMS_PER_ANSWER} becomes ${MAX_ITEMS_PER_ANSWER}.`,
    },
    pageToken: { type: ['string'], description: 'The nextPageToken of the page before.' },
    sortBy: {
      type: ['string'],
      enum: sortable,
      description: `One column. ${free} the whole list is read. Default: as Twilio's list comes, newest first.`,
    },
    sortOrder: { type: ['string'], enum: ['ASC', 'DESC'], description: 'Default ASC.' },
  };
}
