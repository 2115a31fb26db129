import type * as z from 'zod';
import type { Path } from './field-violation.js';

/** A broken rule: where, from the value that the rule looks at, and what the sentence says of that field. */
export interface Violation {
  readonly path: Path;
  readonly predicate: string;
}

/** A refinement that reports every breach that `find` finds. It runs also when parts of the value are wrong already. */
export function refineWith<Value>(
  find: (value: Value) => readonly Violation[],
): [check: (value: Value, context: z.core.$RefinementCtx<Value>) => void, params: z.core.$ZodSuperRefineParams] {
  const check = (value: Value, context: z.core.$RefinementCtx<Value>): void => {
    for (const { path, predicate } of find(value))
      context.addIssue({ code: 'custom', path: [...path], message: predicate });
  };
  return [check, { when: () => true }];
}

/** The same for a text, whose rules give only what the sentence says. What is no text is passed over. */
export function refineTextWith(find: (text: string) => readonly string[]) {
  return refineWith((text: unknown): Violation[] =>
    typeof text === 'string' ? find(text).map((predicate) => ({ path: [], predicate })) : [],
  );
}
