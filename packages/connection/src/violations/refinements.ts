import type * as z from 'zod';
import type { Path } from './field-violation.js';

/** A broken rule, before it is rendered as a `FieldViolation`. */
export interface Violation {
  /** Path from the value that was checked to the field that is wrong. */
  readonly path: Path;
  /** The rest of a sentence that begins with the field: "is a number; expected a string". */
  readonly problem: string;
}

/** Arguments for `superRefine`. The check also runs when the schema has already rejected parts of the value. */
export function refineWith<Value>(
  findViolations: (value: Value) => readonly Violation[],
): [check: (value: Value, context: z.core.$RefinementCtx<Value>) => void, params: z.core.$ZodSuperRefineParams] {
  const check = (value: Value, context: z.core.$RefinementCtx<Value>): void => {
    for (const { path, problem } of findViolations(value))
      context.addIssue({ code: 'custom', path: [...path], message: problem });
  };
  return [check, { when: () => true }];
}

/** The same for a string whose rules return problems only. Ignores other values, which the schema rejects. */
export function refineTextWith(findProblems: (text: string) => readonly string[]) {
  return refineWith((text: unknown): Violation[] =>
    typeof text === 'string' ? findProblems(text).map((problem) => ({ path: [], problem })) : [],
  );
}
