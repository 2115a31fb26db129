import { Ajv } from 'ajv';
import type { SingerMessage } from '../src/exports/singer/messages.js';
import type { SingerState } from '../src/exports/singer/state.js';

const text = { type: 'string', minLength: 1 } as const;
const names = { type: 'array', items: text } as const;
const ofType = (type: string, properties: object, required: readonly string[]) => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...required],
  additionalProperties: false,
});
const bookmarks = { type: 'object', additionalProperties: { type: 'object' } } as const;

/** The messages of the Singer specification, and ACTIVATE_VERSION, which singer-python adds to it. */
const MESSAGE = {
  oneOf: [
    ofType('SCHEMA', { stream: text, schema: { type: 'object' }, key_properties: names, bookmark_properties: names }, [
      'stream',
      'schema',
      'key_properties',
    ]),
    ofType(
      'RECORD',
      {
        stream: text,
        record: { type: 'object' },
        time_extracted: { format: 'date-time', ...text },
        version: { type: 'integer' },
      },
      ['stream', 'record'],
    ),
    ofType('STATE', { value: { type: 'object', properties: { bookmarks }, required: ['bookmarks'] } }, ['value']),
    ofType('ACTIVATE_VERSION', { stream: text, version: { type: 'integer' } }, ['stream', 'version']),
  ],
};

const METADATA = {
  type: 'object',
  properties: {
    inclusion: { enum: ['available', 'automatic', 'unsupported'] },
    selected: { type: 'boolean' },
    'selected-by-default': { type: 'boolean' },
    'replication-method': { enum: ['FULL_TABLE', 'INCREMENTAL', 'LOG_BASED'] },
    'valid-replication-keys': names,
    'table-key-properties': names,
    description: text,
  },
  additionalProperties: false,
};

/** A catalog of the Singer specification. */
export const CATALOG = {
  type: 'object',
  properties: {
    streams: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          stream: text,
          tap_stream_id: text,
          schema: { type: 'object', properties: { type: { const: ['object'] }, properties: { type: 'object' } } },
          key_properties: names,
          replication_method: { enum: ['FULL_TABLE', 'INCREMENTAL'] },
          replication_key: text,
          metadata: {
            type: 'array',
            items: {
              type: 'object',
              properties: { breadcrumb: { type: 'array', items: text }, metadata: METADATA },
              required: ['breadcrumb', 'metadata'],
            },
          },
        },
        required: ['stream', 'tap_stream_id', 'schema', 'key_properties', 'metadata'],
        additionalProperties: false,
      },
    },
  },
  required: ['streams'],
  additionalProperties: false,
};

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
ajv.addFormat('singer.decimal', /^-?\d+(?:\.\d+)?$/);
const validateMessage = ajv.compile(MESSAGE);

/** Throws what a value violates in a schema. Schemas with unknown keywords, formats and types are refused, too. */
export function check(schema: object, value: unknown): void {
  const validate = ajv.compile(schema);
  if (!validate(value)) throw new Error(`${ajv.errorsText(validate.errors)}: ${JSON.stringify(value)}`);
}

/** A target: validates messages, and keeps the records of each stream by their keys. */
export class Target {
  readonly #schemas = new Map<
    string,
    { readonly keys: readonly string[]; readonly validate: (record: unknown) => boolean }
  >();
  readonly #tables = new Map<
    string,
    Map<string, { readonly record: Readonly<Record<string, unknown>>; readonly version?: number }>
  >();
  /** The last state. */
  state: SingerState | undefined;
  readonly received: SingerMessage[] = [];

  /** The records of a stream. */
  records(stream: string): readonly Readonly<Record<string, unknown>>[] {
    return [...(this.#tables.get(stream)?.values() ?? [])].map(({ record }) => record);
  }

  takeLines(lines: string): void {
    for (const line of lines.split('\n').filter(Boolean)) this.take(JSON.parse(line) as SingerMessage);
  }

  take(message: SingerMessage): void {
    if (!validateMessage(message))
      throw new Error(`${ajv.errorsText(validateMessage.errors)}: ${JSON.stringify(message)}`);
    this.received.push(message);
    if (message.type === 'STATE') this.state = message.value;
    else if (message.type === 'SCHEMA') this.#takeSchema(message);
    else if (message.type === 'RECORD') this.#takeRecord(message);
    else this.#activate(message);
  }

  #takeSchema({ stream, schema, key_properties: keys }: SingerMessage & { type: 'SCHEMA' }): void {
    this.#schemas.set(stream, { keys, validate: ajv.compile(schema) });
    if (!this.#tables.has(stream)) this.#tables.set(stream, new Map());
  }

  #takeRecord({ stream, record, version }: SingerMessage & { type: 'RECORD' }): void {
    const schema = this.#schemas.get(stream);
    if (!schema) throw new Error(`A record of ${stream} came before its schema.`);
    if (!schema.validate(record)) throw new Error(`${JSON.stringify(record)} violates the schema of ${stream}.`);
    const table = this.#tables.get(stream);
    const key =
      schema.keys.length === 0 ? String(table?.size) : schema.keys.map((name) => String(record[name])).join('/');
    table?.set(key, { record, ...(version !== undefined && { version }) });
  }

  #activate({ stream, version }: SingerMessage & { type: 'ACTIVATE_VERSION' }): void {
    const table = this.#tables.get(stream);
    for (const [key, row] of table ?? []) if (row.version !== version) table?.delete(key);
  }
}
