import { catalog, type EntityType, entityIdOf, keyOf } from '@twilio-connector/entities';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCatalogReader, type Row } from './catalog-reader.js';
import { LISTING_RULES } from './listing-rules.js';
import { createSample, updateSample } from './sample-values.js';
import { storedRow } from './stored-rows.js';
import { json, startTestBed, type TestBed } from './test-bed.js';
import { RULES } from './twilio-rules.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_MIN_NODES: '100' });
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const { call, parentSets, everything } = createCatalogReader(() => bed);
const types: readonly EntityType[] = Object.values(catalog);
const enc = encodeURIComponent;
const stored = ({ name }: EntityType) => bed.simulator.snapshot(name);

describe('LIST of all entity types', () => {
  test.each(types.filter(({ operations }) => operations.includes('LIST')).map((type) => [type.name, type] as const))(
    'LIST of %s returns every stored entity once with the stored values',
    async (name, type) => {
      const { prepare, holds = () => true, leavesOut = [] } = LISTING_RULES[name] ?? {};
      prepare?.(bed);
      const rows = await everything(type);
      const ids = rows.map((row) => entityIdOf(type, row) ?? JSON.stringify(row));
      expect(new Set(ids).size).toBe(rows.length);
      const records = stored(type).filter(holds);
      expect(records).not.toHaveLength(0);
      expect(rows).toHaveLength(records.length);
      for (const record of records) {
        const expected = storedRow(type, record);
        const listed = Object.entries(expected).filter(([column]) => !leavesOut.includes(column));
        expect(rows).toContainEqual(expect.objectContaining(Object.fromEntries(listed)));
      }
    },
  );
});

/** Gets an entity, and expects that every stored value is returned unchanged. */
async function readStored(type: EntityType, id: string): Promise<Row> {
  const { fields } = (await call(`${type.name}/entities/${enc(id)}`)) as { fields: Row };
  const key = keyOf(type) ?? '';
  const { shownOnce = [], growing = [] } = RULES[type.name] ?? {};
  const records = stored(type).map((record) => {
    const row = Object.entries(storedRow(type, record));
    return Object.fromEntries(row.filter(([column]) => ![...shownOnce, ...growing].includes(column)));
  });
  const sameKey = records.filter((row) => !(key in row) || row[key] === fields[key]);
  expect(sameKey.map((row) => ({ ...fields, ...row }))).toContainEqual(fields);
  return fields;
}

describe('GET of all entity types', () => {
  // Entities that must be created first are read after their CREATE below.
  const readable = types.filter(({ name, operations }) => operations.includes('GET') && !RULES[name]?.isToBeMade);

  test.each(readable.map((type) => [type.name, type] as const))(
    'GET of %s returns the stored values',
    async (name, type) => {
      const { id, answers } = RULES[name] ?? {};
      const [first] = id ? [] : await everything(type);
      const at = id?.(bed) ?? (first && entityIdOf(type, first)) ?? '';
      // Computed answers are not stored.
      const row = answers ? (await call(`${name}/entities/${enc(at)}`)).fields : await readStored(type, at);
      expect(row).toMatchObject(answers ?? { [keyOf(type) ?? '']: at.split('/').at(-1) });
    },
  );
});

/** Existing keys for required references. No entity of the type refers to them yet. */
function existing(type: EntityType): Row {
  const required = Object.entries(type.fields).filter(([, field]) => field.create === 'required' && field.sid);
  const taken = new Set(stored(type).flatMap((row) => Object.values(row)));
  const keys = required.flatMap(([name, { sid: prefixes = [] }]) => {
    const parents = types.filter((other) => other.fields[keyOf(other) ?? '']?.sid?.[0] === prefixes[0]);
    const free = parents.flatMap(stored).find(({ sid }) => !taken.has(sid));
    return free ? [[name, free.sid] as const] : [];
  });
  return Object.fromEntries(keys);
}

test('LIST of nested entities without a parent scans at most allowParentScan parents', async () => {
  const of = (number: number, token = '') =>
    bed.call(`/entityTypes/Media/entities?pageSize=200&allowParentScan=${number}&pageToken=${enc(token)}`);
  let found = 0;
  let token = '';
  do {
    const { json: page } = await of(200, token);
    found += page.entities.length;
    token = page.nextPageToken ?? '';
  } while (token);
  expect(found).toBe(stored(catalog.Media).length);
  expect((await of(3)).json.error).toMatchObject({ details: [{ reason: 'TOO_MANY_REQUESTS' }, {}] });
  expect((await of(0)).json.error.message).toContain('allowParentScan must be 1 or more');
  expect((await bed.call('/entityTypes/Media/entities')).json.error.message).toContain('MessageSid is required');
});

test('a nested entity is named by both keys in the path and in conditions', async () => {
  const [medium] = stored(catalog.Media);
  const id = `${String(medium?.parent_sid)}/${medium?.sid}`;
  const one = await call(`Media/entities/${enc(id)}`);
  const again = await bed.request(`/v2/${one.name}`, { headers: { Authorization: `Bearer ${bed.token}` } });
  expect(again.json).toEqual(one);
  expect(one.fields).toMatchObject({ Sid: medium?.sid, ParentSid: medium?.parent_sid });
  const conditions = `MessageSid = '${String(medium?.parent_sid)}' AND Sid = '${medium?.sid}'`;
  const removed = await bed.call(
    `/entityTypes/Media/entities:deleteEntitiesWithConditions?conditions=${enc(conditions)}`,
    json({}),
  );
  expect(removed.json).toEqual({});
  expect(stored(catalog.Media)).not.toContainEqual(medium);
});

describe('writes of all entity types', () => {
  const isWrite = (operation: string) => operation === 'CREATE' || operation === 'UPDATE' || operation === 'DELETE';
  const writable = types.filter(({ operations }) => operations.some(isWrite));

  /** Expects that written values are stored and read back, except for those that Twilio never returns. */
  async function expectWritten(type: EntityType, id: string, written: Row) {
    const hasGet = type.operations.includes('GET');
    const row = hasGet ? await readStored(type, id) : storedRow(type, stored(type).at(-1) ?? {});
    const shown = Object.entries(written).filter(
      ([name]) => type.fields[name]?.readable !== false && (hasGet || !type.path.includes(`{${name}}`)),
    );
    expect(row).toMatchObject(Object.fromEntries(shown));
  }

  test.each(writable.map((type) => [type.name, type] as const))(
    'CREATE, UPDATE and DELETE of %s change the stored entities',
    async (_, type) => {
      const { name, operations, answer } = type;
      const rules = RULES[name] ?? {};
      const [pins = {}] = await parentSets(type);
      let id = rules.id?.(bed);
      if (operations.includes('CREATE')) {
        const given = { ...existing(type), ...pins, ...(await rules.create?.(bed)) };
        const before = stored(type).length;
        const body = json({ fields: createSample(type, given) });
        const { fields, name: resource = '' } = await call(`${name}/entities`, body);
        expect(Object.keys(fields)).toEqual(answer?.CREATE ?? [keyOf(type)].filter(Boolean));
        expect(stored(type)).toHaveLength(before + 1);
        id = decodeURIComponent(resource.split('/entities/')[1] ?? '');
        await expectWritten(type, id, JSON.parse(body.body).fields as Row);
      } else if (id === undefined && operations.includes('LIST')) {
        const [row] = await everything(type);
        id = row && entityIdOf(type, row);
      }
      const path = `${name}/entities/${enc(id ?? '')}`;
      if (operations.includes('UPDATE')) {
        const fields = rules.update ?? updateSample(type);
        await call(path, { method: 'PATCH', body: JSON.stringify({ fields }) });
        if (!rules.isGoneAfterUpdate) await expectWritten(type, id ?? '', fields);
      }
      if (operations.includes('DELETE')) {
        bed.simulator.advance(rules.settlesAfterMs ?? 0);
        const count = stored(type).length;
        expect(await call(path, { method: 'DELETE' })).toEqual({});
        expect(stored(type)).toHaveLength(count - 1);
      }
    },
  );
});
