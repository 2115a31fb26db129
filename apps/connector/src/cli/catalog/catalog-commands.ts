import { type Command, Option } from 'commander';
import { FORMATS } from '../terminal/row-writer.js';
import { type CatalogFlags, describe, showActions, showEntityTypes } from './show-catalog.js';

/** Adds the commands that say what there is. */
export function addCatalogCommands(program: Command, process: NodeJS.Process): void {
  const output = () => new Option('-o, --output <format>', 'how rows are written').choices(FORMATS).default('table');
  program
    .command('entity-types')
    .description('List the entity types and what can be done with them.')
    .addOption(output())
    .action((flags: CatalogFlags) => showEntityTypes(flags, process));
  program
    .command('actions')
    .description('List the actions.')
    .addOption(output())
    .action((flags: CatalogFlags) => showActions(flags, process));
  program
    .command('describe <name>')
    .description('List the columns of an entity type, or the parameters of an action.')
    .addOption(output())
    .action((name: string, flags: CatalogFlags) => describe(name, flags, process));
}
