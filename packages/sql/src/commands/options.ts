import { SqlError } from '../errors.js';
import { onOrOff } from '../session/setting.js';
import { namesOf, type Node } from '../syntax/nodes.js';

/** An option in parentheses, as EXPLAIN and COPY have them. */
export interface Option {
  readonly DefElem: { readonly defname: string; readonly arg?: OptionValue };
}

type OptionValue = Node & {
  readonly Boolean?: { readonly boolval?: boolean };
  readonly Integer?: { readonly ival?: number };
};

/** The options of a statement by name. An option without a value is undefined. */
export function readOptions(options: readonly Option[] = []): ReadonlyMap<string, string | undefined> {
  return new Map(options.map(({ DefElem: { defname, arg } }) => [defname, arg && textOf(arg)]));
}

/** Whether an option is on: without a value it is. @throws SqlError */
export function isOn(options: ReadonlyMap<string, string | undefined>, name: string): boolean {
  if (!options.has(name)) return false;
  const value = onOrOff(options.get(name) ?? 'on');
  if (value === undefined) throw new SqlError('42601', `${name} requires a Boolean value`);
  return value === 'on';
}

function textOf({ String: text, Boolean: truth, Integer: number, A_Star: star, List: list }: OptionValue): string {
  if (truth) return String(truth.boolval ?? false);
  if (number) return String(number.ival ?? 0);
  if (star) return '*';
  return list ? namesOf(list.items).join() : (text?.sval ?? '');
}
