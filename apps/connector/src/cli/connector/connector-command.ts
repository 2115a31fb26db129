import { type Command, Option } from 'commander';
import { FORMATS } from '../terminal/row-writer.js';
import { idempotencyKey } from '../terminal/option-values.js';

/** The flag with which a write is carried out once, however often its command is given. */
export const ONCE = [
  '--idempotency-key <key>',
  'carry this out once, however often the command is given with this key within a day',
  idempotencyKey,
] as const;

/** A command that calls a connector to administer it. */
export function serverCommand(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--server <url>', 'the connector (default: http://127.0.0.1 at PORT or 8080), with CONNECTOR_TOKEN')
    .addOption(new Option('-o, --output <format>', 'how it is written').choices(FORMATS));
}

/** The same, of something that is in a project. */
export function projectCommand(parent: Command, usage: string, description: string): Command {
  return serverCommand(parent, usage, description).option('--project <id>', 'the project of a short name', 'local');
}

/** The same, of something that is in a location of a project. */
export function placeCommand(parent: Command, usage: string, description: string): Command {
  return projectCommand(parent, usage, description).option('--location <id>', 'the location of a short name', 'local');
}
