import type { EntityTypeDescription, FieldDescription } from '../src/index.js';
import { type Example, example, NOTICE, table } from './markdown.ts';

const ONLY_IN = {
  GET: 'Null in lists; conditions can use it only together with keys.',
  CREATE: 'Cannot be used in conditions.',
};

/** Returns the page of an entity type. */
export function entityTypePage(type: EntityTypeDescription, shown: Example): string {
  const { name, description, docs, deprecated, fields, operations, consequences } = type;
  const columns = fields.map((field) => [
    `\`${field.name}\``,
    field.dataType + (field.key ? ' (key)' : ''),
    use(field),
    field.additionalDetails.filter.map((operator) => `\`${operator}\``).join(' '),
    notes(field),
  ]);
  const parents = fields.filter(({ additionalDetails }) => additionalDetails.parent).map((field) => field.name);
  const paragraphs = [
    `# ${name}`,
    description,
    deprecated && `**Retired.** ${deprecated}`,
    parents.length > 0 && nesting(fields, parents),
    `Operations: ${operations.join(', ')}. Twilio's documentation: <${docs}>`,
    Object.entries(consequences)
      .map(([operation, consequence]) => `${operation} ${consequence}.`)
      .join('\n'),
    table(['Column', 'Type', 'Use', 'Twilio filters by', 'Notes'], columns).trimEnd(),
    example(shown, '../'),
  ];
  return NOTICE + paragraphs.filter(Boolean).join('\n\n');
}

/** Explains how entities with parents are selected. */
function nesting(fields: readonly FieldDescription[], parents: readonly string[]): string {
  const key = fields.find((field) => field.key)?.name;
  const condition = `A condition must specify ${parents.map((name) => `\`${name}\``).join(' and ')}.`;
  return key === undefined ? condition : `${condition} The key of an entity is \`${[...parents, key].join('/')}\`.`;
}

/** Lists the operations that read or set a column. */
function use({ additionalDetails: { readable, create, update } }: FieldDescription): string {
  const words = [
    readable ? 'read' : '',
    create ? `create${create === 'required' ? ' (required)' : ''}` : '',
    update ? 'update' : '',
  ];
  return words.filter(Boolean).join(', ') || 'filter only';
}

function notes({ name, description, reference, additionalDetails }: FieldDescription): string {
  const { twilioName, values, onlyIn } = additionalDetails;
  const known = values ? `Known values: ${values.join(', ')}.` : '';
  const alias = twilioName === name ? '' : `Twilio's \`${twilioName}\`.`;
  const key = reference ? `Key of ${reference.type}.` : '';
  return [description, known, alias, key, onlyIn ? ONLY_IN[onlyIn] : ''].filter(Boolean).join(' ');
}
