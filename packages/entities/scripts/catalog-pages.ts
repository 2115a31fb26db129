import type { Simulator } from '@twilio-connector/simulator';
import type { ActionDescription, EntityTypeDescription } from '../src/index.js';
import { actionExample } from './action-examples.ts';
import { actionPage } from './action-page.ts';
import { entityTypeExample } from './entity-type-examples.ts';
import { entityTypePage } from './entity-type-page.ts';
import { NOTICE, table } from './markdown.ts';

/** What the pages are made from. */
export interface Catalogue {
  readonly entityTypes: readonly EntityTypeDescription[];
  readonly actions: readonly ActionDescription[];
  /** Its seed has what the examples name. */
  readonly simulator: Simulator;
}

/** The documentation of the catalog: file name -> Markdown. Made from the declarations; `pnpm generate` writes it. */
export function catalogPages(catalogue: Catalogue): ReadonlyMap<string, string> {
  const { entityTypes, actions, simulator } = catalogue;
  return new Map([
    ['README.md', overview(catalogue)],
    ...entityTypes.map(
      (type) => [`${type.name}.md`, entityTypePage(type, entityTypeExample(type, simulator))] as const,
    ),
    ...actions.map(
      (action) => [`actions/${action.name}.md`, actionPage(action, actionExample(action.name, simulator))] as const,
    ),
  ]);
}

const OPERATIONS = ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] as const;

function overview({ entityTypes, actions }: Catalogue): string {
  const types = entityTypes.map(({ name, operations, fields, deprecated }) => {
    const marks = OPERATIONS.map((operation) => mark(operations.includes(operation)));
    const filters = fields
      .filter(({ additionalDetails }) => additionalDetails.filter.length > 0)
      .map((field) => field.name);
    return [`[${name}](${name}.md)${deprecated ? ' (retired by Twilio)' : ''}`, ...marks, filters.join(', ')];
  });
  const verbs = actions.map(({ name, isIdempotent, spendsMoney, isDestructive, isOffByDefault, description }) => [
    `[${name}](actions/${name}.md)`,
    ...[isIdempotent, spendsMoney, isDestructive, isOffByDefault].map(mark),
    description,
  ]);
  const verbHead = [
    'Action',
    'Twice is as once',
    'Spends money',
    'Takes away for good',
    'Off until allowed',
    'What it does',
  ];
  return `${NOTICE}# Entity types

[What others call them](../names.md): Google's connector, CData's driver, Steampipe's plugin.

${table(['Entity type', ...OPERATIONS, 'Twilio filters by'], types)}
# Actions

${table(verbHead, verbs)}`;
}

function mark(isSo: boolean): string {
  return isSo ? '✓' : '';
}
