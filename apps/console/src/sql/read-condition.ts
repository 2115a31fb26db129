/** What Twilio is asked to filter by, as the server reports it. */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | {
      readonly column: string;
      readonly operator: string;
      readonly value?: unknown;
      readonly values?: readonly unknown[];
    };

const MAX_VALUES = 3;

/** Such as `date_sent >= '2026-11-30' AND status IN ('failed', …)`. */
export function conditionToText(condition: Condition, isInner = false): string {
  if ('column' in condition) {
    const { column, operator, value, values } = condition;
    if (!values) return `${column} ${operator} ${literal(value)}`;
    const shown = values.slice(0, MAX_VALUES).map(literal);
    const rest = values.length > MAX_VALUES ? [`… ${values.length - MAX_VALUES} more`] : [];
    return `${column} ${operator} (${[...shown, ...rest].join(', ')})`;
  }
  const [word, members] = 'and' in condition ? (['AND', condition.and] as const) : (['OR', condition.or] as const);
  const text = members.map((member) => conditionToText(member, true)).join(` ${word} `);
  return isInner && members.length > 1 ? `(${text})` : text;
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
