import type { ActionDescription, InputParameterDescription } from '../src/index.js';
import { type Example, example, NOTICE, table } from './markdown.ts';

/** Returns the page of an action. */
export function actionPage(action: ActionDescription, shown: Example): string {
  const { name, description, consequence, docs, inputParameters, resultMetadata, inputJsonSchema } = action;
  const inputs = inputParameters.map((input) => [
    `\`${input.name}\``,
    input.dataType,
    inputJsonSchema.required?.includes(input.name) ? 'yes' : '',
    notes(input),
  ]);
  const results = resultMetadata.map((column) => [`\`${column.name}\``, column.dataType, column.description]);
  const paragraphs = [
    `# ${name}`,
    description,
    `${facts(action)} Twilio's documentation: <${docs}>`,
    consequence && `This ${consequence}.`,
    '## Parameters',
    inputJsonSchema.description,
    tableOf(['Parameter', 'Type', 'Required', 'Notes'], inputs),
    '## Results',
    tableOf(['Column', 'Type', 'Notes'], results),
    example(shown, '../../'),
  ];
  return NOTICE + paragraphs.filter(Boolean).join('\n\n');
}

/** Describes the properties of an action. */
function facts({ isIdempotent, spendsMoney, isDestructive, isOffByDefault }: ActionDescription): string {
  return [
    isIdempotent ? 'Idempotent.' : 'Not idempotent.',
    spendsMoney ? 'Costs money.' : '',
    isDestructive ? 'Destructive.' : '',
    isOffByDefault ? 'Off by default: a connection must allow it by name.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function notes({ name, description, additionalDetails: { twilioName, values } }: InputParameterDescription): string {
  const known = values ? `One of ${values.join(', ')}.` : '';
  const alias = twilioName === name ? '' : `Twilio's \`${twilioName}\`.`;
  return [description, known, alias].filter(Boolean).join(' ');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length > 0 ? table(head, rows).trimEnd() : 'None.';
}
