import type { EntityTypeDescription, FieldDescription } from '../src/index.js';

/** The documentation of the catalog: file name -> Markdown. Made from the declarations; `pnpm generate` writes it. */
export function catalogPages(descriptions: readonly EntityTypeDescription[]): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', overview(descriptions)],
    ...descriptions.map((type) => [`${type.name}.md`, page(type)] as const),
  ]);
}

const NOTICE = '<!-- Generated from the declarations by `pnpm generate`; do not edit. -->\n\n';
const OPERATIONS = ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] as const;

function overview(descriptions: readonly EntityTypeDescription[]): string {
  const rows = descriptions.map(({ name, operations, fields, deprecated }) => {
    const marks = OPERATIONS.map((operation) => (operations.includes(operation) ? '✓' : ''));
    const filters = fields
      .filter(({ additionalDetails }) => additionalDetails.filter.length > 0)
      .map((field) => field.name);
    return row([`[${name}](${name}.md)${deprecated ? ' (retired by Twilio)' : ''}`, ...marks, filters.join(', ')]);
  });
  return `${NOTICE}# Entity types\n\n${table(['Entity type', ...OPERATIONS, 'Twilio filters by'], rows)}`;
}

function page({ name, description, docs, deprecated, fields, operations }: EntityTypeDescription): string {
  const columns = fields.map((field) =>
    row([
      `\`${field.name}\``,
      field.dataType + (field.key ? ' (key)' : ''),
      use(field),
      field.additionalDetails.filter.map((operator) => `\`${operator}\``).join(' '),
      notes(field),
    ]),
  );
  const parents = fields.filter(({ additionalDetails }) => additionalDetails.parent).map((field) => field.name);
  const nested = parents.length > 0 ? `${nesting(fields, parents)}\n\n` : '';
  const retired = deprecated ? `**Retired.** ${deprecated}\n\n` : '';
  const head = `# ${name}\n\n${description}\n\n${retired}${nested}Operations: ${operations.join(', ')}. Twilio's page: <${docs}>\n\n`;
  return `${NOTICE}${head}${table(['Column', 'Type', 'Use', 'Twilio filters by', 'Notes'], columns)}`;
}

/** How entities of parents are named. */
function nesting(fields: readonly FieldDescription[], parents: readonly string[]): string {
  const key = fields.find((field) => field.key)?.name;
  const condition = `A condition has to name ${parents.map((name) => `\`${name}\``).join(' and ')}.`;
  return key === undefined ? condition : `${condition} The key of one is \`${[...parents, key].join('/')}\`.`;
}

/** Who sets a column, and whether answers hold it. */
function use({ additionalDetails: { readable, create, update } }: FieldDescription): string {
  const words = [
    readable ? 'read' : '',
    create ? `create${create === 'required' ? ' (required)' : ''}` : '',
    update ? 'update' : '',
  ];
  return words.filter(Boolean).join(', ') || 'filter only';
}

function notes({
  name,
  description,
  reference,
  additionalDetails: { twilioName },
  jsonSchema,
}: FieldDescription): string {
  const values = jsonSchema?.enum ? `One of ${jsonSchema.enum.join(', ')}.` : '';
  const alias = twilioName === name ? '' : `Twilio's \`${twilioName}\`.`;
  const key = reference ? `Key of ${reference.type}.` : '';
  return [description, values, alias, key].filter(Boolean).join(' ');
}

function table(head: readonly string[], rows: readonly string[]): string {
  return `${row(head)}${row(head.map(() => '---'))}${rows.join('')}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}
