import { type Catalog, createDatabase, type Database, type DatabaseOptions, type Engine } from '../src/index.js';

const key = { name: 'sid', type: 'text', isKey: true, description: 'Identifies the row.' } as const;

/** A catalog with everything that system catalogs can show of one. */
export const SHOP: Catalog = {
  tables: [
    {
      name: 'messages',
      aliases: ['Messages'],
      description: "Texts that were sent, or weren't.",
      writes: { key: ['sid'], insert: [{ name: 'to', type: 'text' }], delete: true },
      pageSize: 50,
      columns: [
        key,
        { name: 'to', type: 'text', description: 'The recipient.' },
        { name: 'date_sent', type: 'timestamptz', isNullable: false },
        { name: 'num_segments', type: 'bigint' },
        { name: 'price', type: 'numeric' },
        { name: 'details', type: 'jsonb' },
      ],
    },
    {
      name: 'media',
      pageSize: 50,
      requires: ['message_sid'],
      columns: [key, { name: 'message_sid', type: 'text', references: { table: 'messages', column: 'sid' } }],
    },
    // A reference to a column that is not a key cannot be declared.
    {
      name: 'days',
      pageSize: 50,
      columns: [
        { name: 'day', type: 'date' },
        { name: 'price', type: 'double precision', references: { table: 'messages', column: 'price' } },
        { name: 'is_open', type: 'boolean' },
      ],
    },
  ],
  procedures: [
    {
      name: 'send_message',
      description: 'Sends a message.',
      parameters: [
        { name: 'body', type: 'text' },
        { name: 'to', type: 'text', isRequired: true },
      ],
      columns: [key],
    },
    { name: 'delete_everything', parameters: [], columns: [], isDenied: true },
  ],
};

/** A database whose tables are all empty. */
export const openShop = (engine: Engine, options: Partial<DatabaseOptions> = {}): Database =>
  createDatabase({ catalog: SHOP, scan: async function* () {}, engine, name: 'twilio', user: 'ada', ...options });
