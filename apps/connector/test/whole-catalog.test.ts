import { catalog, type EntityType, entityIdOf, keyOf } from '@twilio-connector/entities';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSample, updateSample } from './sample-values.js';
import { json, startTestBed, type TestBed } from './test-bed.js';
import { RULES } from './twilio-rules.js';

type Row = Readonly<Record<string, unknown>>;

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_MIN_NODES: '100' });
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const types: readonly EntityType[] = Object.values(catalog);
const byName: Readonly<Record<string, EntityType>> = catalog;
const enc = encodeURIComponent;
const stored = ({ name }: EntityType) => bed.simulator.snapshot(name);

/** The columns in a path's braces that are no key. */
const parentsOf = (type: EntityType) =>
  [...type.path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'AccountSid' && name !== keyOf(type));

async function call(path: string, init?: RequestInit) {
  const answer = await bed.call(`/entityTypes/${path}`, init);
  expect(answer.json.error, path).toBeUndefined();
  return answer.json;
}

/** All rows of a list, page by page. */
async function list(type: EntityType, pins: Row): Promise<Row[]> {
  const conditions = Object.entries(pins)
    .map(([name, value]) => `${name} = '${String(value)}'`)
    .join(' AND ');
  const rows: Row[] = [];
  let pageToken = '';
  do {
    const query = new URLSearchParams({ pageSize: '200', pageToken, conditions });
    const page = await call(`${type.name}/entities?${query.toString()}`);
    rows.push(...page.entities.map(({ fields }: { fields: Row }) => fields));
    pageToken = page.nextPageToken ?? '';
  } while (pageToken);
  return rows;
}

/** Every combination of parents that there is, found through the connector itself. */
async function parentSets(type: EntityType): Promise<Row[]> {
  let sets: Row[] = [{}];
  for (const name of parentsOf(type)) {
    const { values, references = '' } = type.fields[name] ?? {};
    const parent = byName[references];
    const keys = values ?? (parent ? (await everything(parent)).map((row) => row[keyOf(parent) ?? '']) : []);
    sets = sets.flatMap((set) => keys.map((key) => ({ ...set, [name]: key })));
  }
  return sets;
}

async function everything(type: EntityType): Promise<Row[]> {
  const all: Row[] = [];
  for (const pins of await parentSets(type)) all.push(...(await list(type, pins)));
  return all;
}

describe('every list, through the running connector', () => {
  test.each(types.filter(({ operations }) => operations.includes('LIST')).map((type) => [type.name, type] as const))(
    '%s: every row that there is, each once, with the values that are stored',
    async (_, type) => {
      const rows = await everything(type);
      const key = keyOf(type);
      // The recordings of conferences are among those of all calls.
      const there = stored(type).filter((row) => type.name !== 'ConferenceRecordings' || row.conference_sid != null);
      if (key === undefined) return;
      const ids = rows.map((row) => entityIdOf(type, row));
      expect(new Set(ids).size).toBe(rows.length);
      expect(rows).toHaveLength(there.length);
      const [first] = rows;
      if (!first || !type.operations.includes('GET')) return;
      const one = await call(`${type.name}/entities/${enc(entityIdOf(type, first) ?? '')}`);
      // A list leaves some columns out (https://www.twilio.com/docs/usage/monitor-alert).
      expect(one.fields).toMatchObject(Object.fromEntries(Object.entries(first).filter(([, value]) => value !== null)));
    },
  );
});

/** What a required column refers to has to exist: a key of the same prefix, and one that no entity of the type has yet. */
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

test('what lies below something else, without naming that: below each, as many as are allowed', async () => {
  const of = (number: number) => bed.call(`/entityTypes/Media/entities?pageSize=200&allowParentScan=${number}`);
  const found = await of(200);
  expect(found.json.entities).toHaveLength(stored(catalog.Media).length);
  expect((await of(3)).json.error).toMatchObject({ details: [{ reason: 'TOO_MANY_REQUESTS' }] });
  expect((await of(0)).json.error.message).toContain('allowParentScan must be 1 or more');
  expect((await bed.call('/entityTypes/Media/entities')).json.error.message).toContain('MessageSid is required');
});

test('an entity below another is named by both keys, in the path as well as in conditions', async () => {
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

describe('every CREATE, UPDATE and DELETE', () => {
  const isWrite = (operation: string) => operation === 'CREATE' || operation === 'UPDATE' || operation === 'DELETE';
  const writable = types.filter(({ operations }) => operations.some(isWrite));

  test.each(writable.map((type) => [type.name, type] as const))('%s', async (_, type) => {
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
    } else if (id === undefined && operations.includes('LIST')) {
      const [row] = await everything(type);
      id = row && entityIdOf(type, row);
    }
    const path = `${name}/entities/${enc(id ?? '')}`;
    if (operations.includes('UPDATE')) {
      const fields = rules.update ?? updateSample(type);
      await call(path, { method: 'PATCH', body: JSON.stringify({ fields }) });
    }
    if (operations.includes('DELETE')) {
      bed.simulator.advance(rules.settlesAfterMs ?? 0);
      const count = stored(type).length;
      expect(await call(path, { method: 'DELETE' })).toEqual({});
      expect(stored(type)).toHaveLength(count - 1);
    }
  });
});
