import type { Command } from 'commander';
import { commonOption } from '../terminal/help-layout.js';
import { idempotencyKey } from '../terminal/option-values.js';
import { outputOption } from '../terminal/output-option.js';

/** The option of every write that carries an idempotency key. */
export const IDEMPOTENCY_KEY = [
  '--idempotency-key <key>',
  'carry out the write once, even if the command is repeated with this key within 24 hours',
  idempotencyKey,
] as const;

const SERVER =
  'URL of the connector, called with CONNECTOR_TOKEN or the token in the data folder (default: http://127.0.0.1, at PORT or 8080)';

/** A command that administers a running connector. */
export function connectorCommand(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .addOption(commonOption('--server <url>', SERVER))
    .addOption(outputOption());
}

/** A command on a resource of a project, which may be given by its ID alone. */
export function projectCommand(parent: Command, usage: string, description: string): Command {
  const project = commonOption('--project <id>', 'project of a resource that is given by its ID').default('local');
  return connectorCommand(parent, usage, description).addOption(project);
}

/** A command on a resource of a location, which may be given by its ID alone. */
export function locationCommand(parent: Command, usage: string, description: string): Command {
  const location = commonOption('--location <id>', 'location of a resource that is given by its ID').default('local');
  return projectCommand(parent, usage, description).addOption(location);
}
