import { isRecord } from '../../json/values.js';
import type { Attribute, Block, Members } from './connection-resource.js';
import { evaluate, NotEvaluated } from './evaluate.js';
import { bodiesOf, type Scope } from './scope.js';

/** What was found besides values, each by the path of its attribute, such as `auth_config.user_password.username`. */
export interface Findings {
  /** Values that could not be read, with a reason that completes "the attribute …". */
  readonly unread: Map<string, string>;
  /** Attributes and blocks that are not declared. */
  readonly undeclared: Set<string>;
}

/** What a block is read with. */
interface Context {
  readonly scope: Scope;
  /** Receives what was found besides values. */
  readonly findings: Findings;
  /** The path of the block with a dot at its end. Default: none, for a resource. */
  readonly path?: string;
}

/** Reads the body of a block into the JSON of Google's API. */
export function readBlock(
  body: Readonly<Record<string, unknown>>,
  members: Members,
  { scope, findings, path = '' }: Context,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  const { dynamic, ...others } = body;
  for (const generated of bodiesOf(dynamic).flatMap(Object.keys)) {
    findings.unread.set(`${path}${generated}`, 'is a dynamic block');
  }
  for (const [name, value] of Object.entries(others)) {
    const inner = `${path}${name}`;
    const declared = Object.hasOwn(members, name) ? members[name] : undefined;
    if (!declared) findings.undeclared.add(inner);
    else if ('members' in declared) {
      if (typeof value === 'string') findings.unread.set(inner, 'is an expression in place of a block');
      else fields[declared.field] = readBlocks(value, declared, { scope, findings, path: `${inner}.` });
    } else {
      const read = readAttribute(value, declared, scope);
      if (read instanceof NotEvaluated) findings.unread.set(inner, read.message);
      else if (read !== null) fields[declared.field] = read;
    }
  }
  return fields;
}

function readBlocks(value: unknown, { kind, members }: Block, context: Context): unknown {
  const bodies = bodiesOf(value).map((body) => readBlock(body, members, context));
  return kind === 'blocks' ? bodies : bodies[0];
}

/** The value of an attribute; null counts as absent. */
export function readAttribute(value: unknown, { kind }: Pick<Attribute, 'kind'>, scope: Scope): unknown {
  try {
    const evaluated = evaluate(value, scope);
    if (evaluated === null) return null;
    const read = CONVERSIONS[kind](evaluated);
    return read === undefined ? new NotEvaluated(`has a value of the wrong type; expected ${EXPECTED[kind]}`) : read;
  } catch (error) {
    if (error instanceof NotEvaluated) return error;
    throw error;
  }
}

/** Terraform's conversions. Undefined for a value of another type. */
const CONVERSIONS: Readonly<Record<Attribute['kind'], (value: unknown) => unknown>> = {
  text: toText,
  flag: (value) => (typeof value === 'boolean' ? value : { true: true, false: false }[String(value)]),
  integer: (value) => (/^-?\d+$/.test(toText(value) ?? '') ? Number(value) : undefined),
  int64: (value) => (/^-?\d+$/.test(toText(value) ?? '') ? toText(value) : undefined),
  texts: (value) => (Array.isArray(value) ? allTexts(value)?.map(([, item]) => item) : undefined),
  labels: (value) => {
    const entries = isRecord(value) ? allTexts(value) : undefined;
    return entries && Object.fromEntries(entries);
  },
};

const EXPECTED: Readonly<Record<Attribute['kind'], string>> = {
  text: 'a string',
  flag: 'true or false',
  integer: 'a whole number',
  int64: 'a whole number',
  texts: 'a list of strings',
  labels: 'a map of strings',
};

function toText(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function allTexts(values: object): (readonly [string, string])[] | undefined {
  const entries = Object.entries(values).map(([key, value]) => [key, toText(value)] as const);
  return entries.every((entry): entry is readonly [string, string] => entry[1] !== undefined) ? entries : undefined;
}
