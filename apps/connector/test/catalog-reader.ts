import { catalog, type EntityType, keyOf } from '@twilio-connector/entities';
import { expect } from 'vitest';
import { LISTING_RULES } from './listing-rules.js';
import type { TestBed } from './test-bed.js';

export type Row = Readonly<Record<string, unknown>>;

const byName: Readonly<Record<string, EntityType>> = catalog;

/** Reads all entities through a running connector. It finds the parents of nested entities by reading them first. */
export function createCatalogReader(bed: () => TestBed) {
  /** Calls a path below `entityTypes/`. Fails the test if the call fails. */
  async function call(path: string, init?: RequestInit) {
    const answer = await bed().call(`/entityTypes/${path}`, init);
    expect(answer.json.error, path).toBeUndefined();
    return answer.json;
  }

  /** All rows of a list, page by page. */
  async function list(type: EntityType, pins: Row): Promise<Row[]> {
    const conditions = toConditions(type, pins);
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

  /** Every combination of parents, read through the connector. */
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

  /** The conditions that list the entities of the first combination of parents. */
  async function conditionsOf(type: EntityType): Promise<string> {
    const [pins = {}] = await parentSets(type);
    return toConditions(type, pins);
  }

  return { call, parentSets, everything, conditionsOf };
}

function toConditions({ name }: EntityType, pins: Row): string {
  const named = Object.entries(pins).map(([column, value]) => `${column} = '${String(value)}'`);
  return [...named, LISTING_RULES[name]?.where ?? []].flat().join(' AND ');
}

/** The columns in the braces of a path, without the entity's key. */
function parentsOf(type: EntityType): string[] {
  return [...type.path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'AccountSid' && name !== keyOf(type));
}
