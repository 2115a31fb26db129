import { type Action, actions, catalog, type EntityType, type Operation } from '@twilio-connector/entities';
import type { Argument, Command, Option } from 'commander';
import { inItsCase } from '../entities/in-its-case.js';
import { FORMATS } from '../terminal/format.js';

/** The place of the word that is being typed. */
interface Place {
  readonly command: Command;
  /** The arguments before the word. */
  readonly given: readonly string[];
  /** The option whose value the word is. */
  readonly option: Option | undefined;
}

const OPERATIONS: Readonly<Record<string, readonly Operation[]>> = {
  list: ['LIST', 'GET'],
  get: ['GET'],
  create: ['CREATE'],
  update: ['UPDATE'],
  delete: ['DELETE'],
};

/** Returns what the last of the words after the program's name can become. Case does not count. */
export function candidatesFor(program: Command, words: readonly string[]): readonly string[] {
  const current = words.at(-1) ?? '';
  const place = placeOf(program, words.slice(0, -1));
  const start = current.toLowerCase();
  return valuesAt(place, current).filter((value) => value.toLowerCase().startsWith(start));
}

function placeOf(program: Command, words: readonly string[]): Place {
  let command = program;
  let option: Option | undefined;
  const given: string[] = [];
  for (const word of words) {
    const isValue = option !== undefined;
    option = isValue || word.includes('=') ? undefined : optionNamed(command, word);
    if (isValue || word.startsWith('-')) continue;
    const next = given.length === 0 ? command.commands.find((each) => each.name() === word) : undefined;
    if (next) command = next;
    else given.push(word);
  }
  return { command, given, option };
}

/** The option of this name, if it has a value. */
function optionNamed({ options }: Command, word: string): Option | undefined {
  return options.find(({ long, short, required }) => required && (long === word || short === word));
}

function valuesAt({ command, given, option }: Place, current: string): readonly string[] {
  if (option) return optionValues(option, given, current);
  if (current.startsWith('-'))
    return [...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])), '--help'];
  if (command.commands.length > 0) return namesOf(command);
  return argumentValues(command, command.registeredArguments[given.length]);
}

/** The commands of a group, without those that only programs call. */
function namesOf(command: Command): readonly string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((each) => each.name());
}

function argumentValues(command: Command, argument: Argument | undefined): readonly string[] {
  const operations = OPERATIONS[command.name()];
  const entityTypes = Object.values<EntityType>(catalog)
    .filter((entityType) => !operations || operations.some((each) => entityType.operations.includes(each)))
    .map(({ name }) => name);
  switch (argument?.name()) {
    case 'EntityType':
      return entityTypes;
    case 'Action':
      return Object.keys(actions);
    case 'EntityTypeOrAction':
      return [...entityTypes, ...Object.keys(actions)];
    default:
      return argument?.argChoices ?? [];
  }
}

function optionValues({ long }: Option, [name = '']: readonly string[], current: string): readonly string[] {
  if (long === '--output') return FORMATS;
  const { fields = {} } = declared<EntityType>(catalog, name) ?? {};
  const { inputParameters = {} } = declared<Action>(actions, name) ?? {};
  const columns = Object.keys({ ...fields, ...inputParameters });
  if (long === '--set') return columns.map((column) => `${column}=`);
  if (long === '--sort' || long === '--where') return columns;
  const before = current.slice(0, current.lastIndexOf(',') + 1);
  return long === '--fields' ? columns.map((column) => before + column) : [];
}

function declared<T>(all: Readonly<Record<string, T>>, name: string): T | undefined {
  return all[inItsCase(name, Object.keys(all)) ?? ''];
}
