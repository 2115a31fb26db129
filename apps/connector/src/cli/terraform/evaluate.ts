import { isRecord } from '../../json/values.js';
import type { Scope } from './scope.js';

/** A value that depends on something outside the files. */
export class NotEvaluated extends Error {
  override readonly name = 'NotEvaluated';
}

/** Templates are evaluated this deep; a local value that refers to itself ends there. */
const MAX_DEPTH = 50;

const REFERENCE = /^[A-Za-z_][\w-]*(?:\.[\w*-]+|\[(?:\d+|\*|"[^"\\]*")\])+$/;
const DEFINED = /^((?:var|local)\.[\w-]+)(.*)$/s;
const STEP = /\.([\w-]+)|\[(?:(\d+)|"([^"\\]*)")\]/g;
/** The parts of a template: an escaped brace, a simple expression, or the start of anything else. */
const PART = /\$\$\{|%%\{|\$\{([^{}]*)\}|[$%]\{/g;

/**
 * Evaluates a value of a parsed configuration: texts with references to variables and local values, and lists and objects of
 * them. Other expressions are not evaluated.
 *
 * @throws NotEvaluated with a reason that completes "the attribute …"
 */
export function evaluate(value: unknown, scope: Scope, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new NotEvaluated('refers to itself');
  if (typeof value === 'string') return evaluateTemplate(value, scope, depth);
  if (Array.isArray(value)) return value.map((item: unknown) => evaluate(item, scope, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      toText(evaluateTemplate(key, scope, depth)),
      evaluate(member, scope, depth + 1),
    ]),
  );
}

function evaluateTemplate(template: string, scope: Scope, depth: number): unknown {
  // A template that is one expression has its type; any other is a text.
  const [, only] = /^\$\{([^{}]*)\}$/.exec(template) ?? [];
  if (only !== undefined) return evaluateExpression(only.trim(), scope, depth);
  return template.replaceAll(PART, (part, expression: string | undefined) => {
    if (expression !== undefined) return toText(evaluateExpression(expression.trim(), scope, depth));
    if (part.length === 3) return part.slice(1);
    throw new NotEvaluated('is an expression that only Terraform can evaluate');
  });
}

function evaluateExpression(expression: string, scope: Scope, depth: number): unknown {
  const given = scope.given.get(expression);
  if (given !== undefined) return given;
  if (!REFERENCE.test(expression)) throw new NotEvaluated('is an expression that only Terraform can evaluate');
  const [, root = '', steps = ''] = DEFINED.exec(expression) ?? [];
  const definition = scope.given.has(root) ? { value: scope.given.get(root) } : scope.definitions.get(root);
  if (!definition) throw new NotEvaluated(`refers to ${expression}, which has no value in these files`);
  const found = follow(evaluate(definition.value, scope, depth + 1), steps);
  if (found !== undefined) return found;
  throw new NotEvaluated(`refers to ${expression}, which is not in ${root}`);
}

function follow(value: unknown, steps: string): unknown {
  let current = value;
  for (const [, name, index, key] of steps.matchAll(STEP)) {
    const step = name ?? index ?? key ?? '';
    const holder = Array.isArray(current) || isRecord(current) ? current : {};
    current = Object.hasOwn(holder, step) ? (holder as Readonly<Record<string, unknown>>)[step] : undefined;
  }
  return current;
}

function toText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new NotEvaluated('has a list or an object inside a text');
}
