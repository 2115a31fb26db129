import type { ConnectionBody } from './connections-bed.js';

/** One wrong value of a create. */
export interface WrongValue {
  /** Part of the test's title. */
  readonly title: string;
  /** The path of the value in the body. If undefined, the name or the location is wrong. */
  readonly path?: string;
  readonly value?: unknown;
  readonly connectionId?: string;
  readonly location?: string;
  /** The field that the refusal must name. Default: the path. */
  readonly field?: string;
  /** Matches the message of the refusal. */
  readonly rule: RegExp;
}

/** A secret in the wrong field. No refusal may repeat it. */
export const PASTED = 'hunter2-pasted-secret';

/** The message for a value that is not a reference to a secret. */
export const REFERENCE =
  /not a reference to a secret; .*use its name: projects\/\{project\}\/secrets\/\{secret\}\/versions\/\{version\}/;

/** A wrong value at a path. */
export const at = (path: string, value: unknown, rule: RegExp, field = path): WrongValue => ({
  title: `${path} ${JSON.stringify(value)?.slice(0, 60)}`,
  path,
  value,
  field,
  rule,
});

/** Returns a copy of the body with a value at a path. The value undefined removes the member. */
export function withValue(body: ConnectionBody, path: string, value: unknown): ConnectionBody {
  const copy: Record<string, unknown> = structuredClone({ ...body });
  const steps = path.split('.');
  let place = copy;
  for (const step of steps.slice(0, -1)) {
    place[step] ??= {};
    place = place[step] as Record<string, unknown>;
  }
  const last = steps.at(-1) ?? '';
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}
