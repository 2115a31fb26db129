/**
 * A call for a schema, which Google answers with a long-running operation. Here the operation is done at once, and its result
 * can be computed again from its id at any time.
 */
export interface SchemaCall {
  readonly verb: 'getEntityType' | 'getAction' | 'refresh';
  /** The connection's short name. */
  readonly connection: string;
  /** The name of the entity type or action; empty for a refresh. */
  readonly subject: string;
  readonly timeMs: number;
}

/**
 * The id of a call's operation. It contains the call, so it needs no store and works in every process and after a restart.
 * Google's ids start in the same way.
 */
export function toSchemaOperationId({ verb, connection, subject, timeMs }: SchemaCall): string {
  return `operation-${timeMs}-${Buffer.from(JSON.stringify([verb, connection, subject])).toString('base64url')}`;
}

/** Reads the call from an operation id. Returns undefined for any other text. */
export function readSchemaOperationId(id: string): SchemaCall | undefined {
  const [, time, text = ''] = /^operation-(\d{1,15})-([\w-]+)$/.exec(id) ?? [];
  const [verb, connection, subject, ...others] = parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (verb !== 'getEntityType' && verb !== 'getAction' && verb !== 'refresh') return undefined;
  if (typeof connection !== 'string' || typeof subject !== 'string' || others.length > 0) return undefined;
  return { verb, connection, subject, timeMs: Number(time) };
}

function parse(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
