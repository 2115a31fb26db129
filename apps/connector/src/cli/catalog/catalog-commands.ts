import type { Command } from 'commander';
import { examples } from '../terminal/examples.js';
import { outputOption } from '../terminal/output-option.js';
import type { CatalogFlags } from './show-catalog.js';

// Loaded on demand: most other commands do not need the catalog.
const show = () => import('./show-catalog.js');

/** Adds the commands that describe the entity types and actions. They need no Twilio account. */
export function addCatalogCommands(program: Command, process: NodeJS.Process): void {
  const output = () => outputOption().default('table');
  program
    .command('entity-types')
    .description('List entity types and their operations.')
    .addOption(output())
    .addHelpText('after', examples('twilio-connector entity-types', 'twilio-connector entity-types -o json'))
    .action(async (flags: CatalogFlags) => (await show()).showEntityTypes(flags, process));
  program
    .command('actions')
    .description('List actions.')
    .addOption(output())
    .addHelpText('after', examples('twilio-connector actions'))
    .action(async (flags: CatalogFlags) => (await show()).showActions(flags, process));
  program
    .command('describe <EntityTypeOrAction>')
    .summary('Describe an entity type or an action.')
    .description('List the columns of an entity type, or the parameters of an action.')
    .addOption(output())
    .addHelpText('after', examples('twilio-connector describe Messages', 'twilio-connector describe SendMessage'))
    .action(async (name: string, flags: CatalogFlags) => (await show()).describe(name, flags, process));
}
