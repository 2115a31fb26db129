import type { Simulator } from '@twilio-connector/simulator';
import type { ActionDescription, EntityTypeDescription } from '../src/index.js';
import { actionExample } from './action-examples.ts';
import { actionPage } from './action-page.ts';
import { entityTypeExample } from './entity-type-examples.ts';
import { entityTypePage } from './entity-type-page.ts';
import { NOTICE, table } from './markdown.ts';

/** The input of the generated pages. */
export interface Catalogue {
  readonly entityTypes: readonly EntityTypeDescription[];
  readonly actions: readonly ActionDescription[];
  /** Its seed contains the entities in the examples. */
  readonly simulator: Simulator;
}

/** Generates the documentation of the catalog: file name -> Markdown. `pnpm generate` writes it to disk. */
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
  const actionRows = actions.map(({ name, isIdempotent, spendsMoney, isDestructive, isOffByDefault, description }) => [
    `[${name}](actions/${name}.md)`,
    ...[isIdempotent, spendsMoney, isDestructive, isOffByDefault].map(mark),
    description,
  ]);
  const actionHead = ['Action', 'Idempotent', 'Costs money', 'Destructive', 'Off by default', 'Description'];
  return `${NOTICE}# Entity types

[Names in other products](../names.md): those of Google, CData, Steampipe, Airbyte and Fivetran.

${table(['Entity type', ...OPERATIONS, 'Twilio filters by'], types)}
# Actions

${table(actionHead, actionRows)}`;
}

function mark(isSet: boolean): string {
  return isSet ? '✓' : '';
}
