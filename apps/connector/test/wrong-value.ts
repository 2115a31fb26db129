import type { ConnectionBody } from './connections-bed.js';

/** A form with one wrong value. */
export interface WrongValue {
  /** What is wrong, for the test's title. */
  readonly title: string;
  /** The place that gets the value: a path into the body. Without one it is the name or the location. */
  readonly path?: string;
  readonly value?: unknown;
  readonly connectionId?: string;
  readonly location?: string;
  /** The field that the refusal has to name. Default: the path. */
  readonly field?: string;
  /** What the refusal has to say. */
  readonly rule: RegExp;
}

/** A secret that somebody pasted into the wrong field: no refusal may repeat it. */
export const PASTED = 'hunter2-pasted-secret';

/** The message for a value that is not a reference to a secret. */
export const REFERENCE =
  /not a reference to a secret; .*use its name: projects\/\{project\}\/secrets\/\{secret\}\/versions\/\{version\}/;

/** A wrong value at a path, told as one of a field. */
export const at = (path: string, value: unknown, rule: RegExp, field = path): WrongValue => ({
  title: `${path} ${JSON.stringify(value)?.slice(0, 60)}`,
  path,
  value,
  field,
  rule,
});

/** A body with a value at a path; undefined takes what is there away. */
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
