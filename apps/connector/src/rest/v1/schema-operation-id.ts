/**
 * A call for a schema, which Google answers with a long-running operation. Here it is carried out at once, and can be answered
 * again at any time from the id of its operation.
 */
export interface SchemaCall {
  readonly verb: 'getEntityType' | 'getAction' | 'refresh';
  /** The connection's short name. */
  readonly connection: string;
  /** The entity type or action that is asked for; empty for a refresh. */
  readonly subject: string;
  readonly timeMs: number;
}

/**
 * The id of a call's operation. It holds the call, so it needs no store, and works in every process and after a restart.
 * Google's own ids have the same beginning.
 */
export function toSchemaOperationId({ verb, connection, subject, timeMs }: SchemaCall): string {
  return `operation-${timeMs}-${Buffer.from(JSON.stringify([verb, connection, subject])).toString('base64url')}`;
}

/** Reads such an id; undefined for any other text. */
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
