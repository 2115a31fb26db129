import { Argument, type Command } from 'commander';
import { examples } from '../terminal/examples.js';
import { SCRIPTS, type Shell, SHELLS } from './scripts.js';

// Loaded on demand: the other commands do not need it.
const candidates = () => import('./candidates.js');

/** Adds `completion`, which prints a script, and the command that the script calls. */
export function addCompletionCommand(program: Command, { stdout }: NodeJS.Process): void {
  program
    .command('completion')
    .summary('Print a completion script for a shell.')
    .description('Print a script that completes commands, flags, entity types, actions and columns in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      examples(
        'twilio-connector completion bash > /etc/bash_completion.d/twilio-connector',
        'twilio-connector completion zsh > "${fpath[1]}/_twilio-connector"',
        'twilio-connector completion fish > ~/.config/fish/completions/twilio-connector.fish',
      ),
    )
    .action((shell: Shell) => void stdout.write(SCRIPTS[shell]));
  program
    .command('complete [words...]', { hidden: true })
    .description('List what the last word can become.')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      const { candidatesFor } = await candidates();
      for (const candidate of candidatesFor(program, words)) stdout.write(`${candidate}\n`);
    });
}
