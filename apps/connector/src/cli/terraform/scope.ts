import { isRecord } from '../../json/values.js';
import type { Configuration } from './parse-hcl.js';

/** What expressions can refer to. */
export interface Scope {
  /** Values from the command line, by reference, such as `var.account` or `google_secret_manager_secret.token.id`. */
  readonly given: ReadonlyMap<string, string>;
  /** Unevaluated values by `var.{name}` and `local.{name}`. */
  readonly definitions: ReadonlyMap<string, { readonly value: unknown }>;
}

/** The variables with a default and the local values of all files: files in one folder share them. */
export function createScope(files: readonly Configuration[], given: Scope['given']): Scope {
  const definitions = new Map<string, { readonly value: unknown }>();
  for (const { variable, locals } of files) {
    for (const [name, declared] of membersOf(variable)) {
      const [{ default: value } = {}] = bodiesOf(declared);
      if (value !== undefined) definitions.set(`var.${name}`, { value });
    }
    for (const body of bodiesOf(locals)) {
      for (const [name, value] of Object.entries(body)) definitions.set(`local.${name}`, { value });
    }
  }
  return { given, definitions };
}

/** The blocks of a type by their first label. */
export function membersOf(blocks: unknown): (readonly [string, unknown])[] {
  return bodiesOf(blocks).flatMap((labeled) => Object.entries(labeled));
}

/** The bodies of a block that may be repeated. In JSON, a single block need not be in a list. */
export function bodiesOf(blocks: unknown): readonly Readonly<Record<string, unknown>>[] {
  return [blocks].flat().filter(isRecord);
}
