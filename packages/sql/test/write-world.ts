import {
  createDatabase,
  type Database,
  type Engine,
  type Procedure,
  type QueryOptions,
  type Row,
  type Table,
  type Write,
  type WriteIntent,
  type WriteOutcome,
  type Writer,
} from '../src/index.js';
import { createSource, type Source } from './source.js';

const messages: Table = {
  name: 'messages',
  aliases: ['Messages'],
  pageSize: 10,
  columns: [
    { name: 'sid', type: 'text', property: 'Sid', isKey: true, isNullable: false, comparisons: ['='] },
    { name: 'to', type: 'text', property: 'To', aliases: ['To'], comparisons: ['='] },
    { name: 'body', type: 'text', property: 'Body', aliases: ['Body'] },
    { name: 'date_sent', type: 'timestamptz', property: 'DateSent', aliases: ['DateSent'] },
    { name: 'price', type: 'numeric', property: 'Price' },
    { name: 'segments', type: 'bigint', property: 'Segments' },
    { name: 'is_read', type: 'boolean', property: 'IsRead' },
    { name: 'details', type: 'jsonb', property: 'Details' },
  ],
  writes: {
    key: ['sid'],
    insert: [
      { name: 'to', type: 'text', property: 'To', aliases: ['To'], isRequired: true },
      { name: 'body', type: 'text', property: 'Body', aliases: ['Body'], isRequired: true },
      { name: 'send_at', type: 'timestamptz', property: 'SendAt', aliases: ['SendAt'] },
      { name: 'price', type: 'numeric', property: 'Price' },
      { name: 'segments', type: 'bigint', property: 'Segments' },
      { name: 'is_read', type: 'boolean', property: 'IsRead' },
      { name: 'details', type: 'jsonb', property: 'Details' },
    ],
    update: [
      { name: 'body', type: 'text', property: 'Body', aliases: ['Body'] },
      { name: 'segments', type: 'bigint', property: 'Segments' },
    ],
    delete: true,
  },
};

const media: Table = {
  name: 'media',
  pageSize: 10,
  requires: ['message_sid'],
  columns: [
    { name: 'message_sid', type: 'text', property: 'MessageSid', comparisons: ['='] },
    { name: 'sid', type: 'text', property: 'Sid', comparisons: ['='] },
  ],
  writes: { key: ['message_sid', 'sid'], delete: true },
};

const numbers: Table = {
  name: 'numbers',
  pageSize: 10,
  columns: [
    { name: 'sid', type: 'text', isKey: true, isNullable: false, comparisons: ['='] },
    { name: 'phone_number', type: 'text' },
  ],
};

const sendMessage: Procedure = {
  name: 'send_message',
  aliases: ['SendMessage'],
  parameters: [
    { name: 'to', type: 'text', property: 'To', aliases: ['To'], isRequired: true },
    { name: 'body', type: 'text', property: 'Body', isRequired: true },
    { name: 'segments', type: 'bigint', property: 'Segments' },
  ],
  columns: [
    { name: 'sid', type: 'text', property: 'Sid' },
    { name: 'segments', type: 'bigint', property: 'Segments' },
  ],
};
const lookUp: Procedure = { name: 'look_up', parameters: [], columns: [{ name: 'n', type: 'bigint' }], isRead: true };

export const catalog = {
  tables: [messages, media, numbers],
  procedures: [sendMessage, lookUp],
  hidden: [{ name: 'calls', aliases: ['Calls'] }],
};

const row = (index: number): Row => ({
  sid: `SM${index}`,
  to: index % 2 ? '+1' : '+2',
  body: `text ${index}`,
  date_sent: `2026-11-0${index}T12:00:00Z`,
  price: '0.10',
  segments: index,
  is_read: null,
  details: null,
});

/** The source of a test, in which rows are by property, and its writes. */
export interface WriteWorld {
  readonly scan: Source['scan'];
  readonly writer: Writer;
  readonly sent: Write[];
  readonly intents: WriteIntent[];
  /** What the next writes answer, by their place among all, from 1. */
  readonly answers: Map<number, WriteOutcome>;
}

export function createWriteWorld(): WriteWorld {
  const sent: Write[] = [];
  const intents: WriteIntent[] = [];
  const answers = new Map<number, WriteOutcome>();
  const kept = new Map<string, { readonly statement: string; readonly plan: string }>();
  const done = new Map<string, WriteOutcome>();
  const source = createSource([
    { table: messages, rows: [1, 2, 3, 4].map(row) },
    { table: media, rows: [1, 2].map((index) => ({ message_sid: 'SM1', sid: `ME${index}` })) },
    { table: numbers, rows: [1, 2].map((index) => ({ sid: `PN${index}`, phone_number: `+${index}` })) },
  ]);
  const properties = new Map(messages.columns.map(({ name, property = name }) => [name, property]));
  const send = (write: Write): WriteOutcome => {
    sent.push(write);
    const answer = answers.get(sent.length);
    if (answer) return answer;
    const key = write.operation === 'INSERT' || write.operation === 'CALL' ? `SM9${sent.length}` : keyOf(write);
    const values = 'values' in write ? write.values : {};
    return { status: 'done', rows: [{ Sid: key, ...values }], key, requests: 1 };
  };
  return {
    sent,
    intents,
    answers,
    async *scan(table, request) {
      const byProperty = (each: Row): Row =>
        Object.fromEntries(Object.entries(each).map(([name, value]) => [properties.get(name) ?? name, value]));
      const isMessages = table === 'messages';
      for await (const page of source.scan(table, request)) {
        const rename = table === 'media' ? toMedia : byProperty;
        yield { ...page, rows: isMessages || table === 'media' ? page.rows.map(rename) : page.rows };
      }
    },
    writer: {
      async authorize(intent) {
        intents.push(intent);
      },
      check(write) {
        if ('values' in write && write.values.Body === 'invalid') throw new Error('Body is not valid.');
      },
      keyOf,
      async write(write, keyed) {
        const id = JSON.stringify(keyed);
        const before = keyed && done.get(id);
        if (before) return before.status === 'done' ? { ...before, requests: 0 } : before;
        const outcome = send(write);
        if (keyed && outcome.status !== 'failed') done.set(id, outcome);
        return outcome;
      },
      async keep({ key, statement }, plan) {
        const known = kept.get(key);
        const id = JSON.stringify(statement);
        if (known && known.statement !== id) throw new Error('The key belongs to another statement.');
        const text = known?.plan ?? JSON.stringify(await plan());
        kept.set(key, { statement: id, plan: text });
        return JSON.parse(text) as never;
      },
    },
  };
}

const toMedia = ({ message_sid: MessageSid, sid: Sid }: Row): Row => ({ MessageSid, Sid });

function keyOf(write: Write): string | undefined {
  return 'key' in write ? Object.values(write.key).join('/') : undefined;
}

/** A database over a world, and the errors of its statements. */
export interface WriteBed {
  readonly world: WriteWorld;
  readonly database: Database;
  failureOf(sql: string, options?: QueryOptions): Promise<unknown>;
  /** The error of a statement that sends nothing. */
  refused(sql: string, options?: QueryOptions): Promise<unknown>;
}

/** @param changeWriter returns the writer of the database, or undefined for one that only reads */
export function createWriteBed(
  engine: Engine,
  changeWriter: (world: WriteWorld) => Writer | undefined = ({ writer }) => writer,
): WriteBed {
  const world = createWriteWorld();
  const { scan } = world;
  const writer = changeWriter(world);
  const database = createDatabase({
    catalog,
    scan,
    engine,
    now: () => Date.UTC(2026, 10, 30, 12),
    ...(writer && { writer }),
  });
  const failureOf: WriteBed['failureOf'] = (sql, options) =>
    database.query(sql, options).then(
      ({ tag }) => `no error: ${tag}`,
      (error: unknown) => error,
    );
  return {
    world,
    database,
    failureOf,
    async refused(sql, options) {
      const error = await failureOf(sql, options);
      if (world.sent.length > 0) throw new Error('The statement was refused after it had sent something.');
      return error;
    },
  };
}
