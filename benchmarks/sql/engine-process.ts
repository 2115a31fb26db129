import { serveMeasured } from '../src/measured-process.ts';

// An engine in a process that does nothing else.
serveMeasured({
  async start(hasSpare) {
    const { createDatabase, createPgliteEngine } = await import('@twilio-connector/sql');
    const engine = createPgliteEngine({ hasSpare: hasSpare === true });
    const columns = [{ name: 'sid', type: 'text', isKey: true }] as const;
    const database = createDatabase({
      engine,
      catalog: { tables: [{ name: 'messages', pageSize: 1, columns }] },
      async *scan() {
        yield { rows: [{ sid: 'SM0' }], requests: 1 };
      },
    });
    const { rows } = await database.query('select sid from messages');
    if (rows.length !== 1) throw new Error(`The query returned ${rows.length} rows.`);
  },
});
