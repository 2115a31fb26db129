import { createSimulator } from '@twilio-connector/simulator';
import { isDeepStrictEqual as equals } from 'node:util';
import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  catalog,
  type Condition,
  createEntities,
  entityIdOf,
  type EntityType,
  type Field,
  type Literal,
} from '../src/index.js';
import { keyOf, parentsOf, predicatesOf } from '../src/model/index.js';
import { throughSimulator } from './through-simulator.js';

type Entity = Readonly<Record<string, unknown>>;

// The dates of UsageRecords change what Twilio aggregates, so its rows depend on the condition.
const listed = Object.values<EntityType>(catalog).filter(
  ({ name, operations }) => operations.includes('LIST') && name !== 'UsageRecords',
);
const isComparable = ({ readable, repeats, dataType }: Field) => readable !== false && !repeats && dataType !== 'json';

/** Converts a value for comparison: numbers by value, timestamps by instant. */
function toNumberOrText({ dataType }: Field, value: unknown): number | string {
  if (dataType === 'timestamp') return Date.parse(String(value));
  if (dataType === 'integer' || dataType === 'double' || dataType === 'decimal') return Number(value);
  return String(value);
}

/** Evaluates a condition like a database, in three-valued logic. */
function truth(node: Condition, row: Entity, fields: EntityType['fields']): boolean | null {
  const all = (members: readonly Condition[]) => members.map((member) => truth(member, row, fields));
  if ('and' in node) return all(node.and).includes(false) ? false : all(node.and).includes(null) ? null : true;
  if ('or' in node) return all(node.or).includes(true) ? true : all(node.or).includes(null) ? null : false;
  if ('not' in node) {
    const inner = truth(node.not, row, fields);
    return inner === null ? null : !inner;
  }
  const field = fields[node.field] as Field;
  const stored = row[node.field] ?? null;
  if (node.operator === 'IS NULL') return stored === null;
  if (stored === null) return null;
  const a = toNumberOrText(field, stored);
  const holds = (value: Literal, operator: string): boolean => {
    const b = toNumberOrText(field, value);
    return { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[operator] ?? false;
  };
  if (node.operator === 'IN') return node.value.some((value) => holds(value, '='));
  return node.operator === 'LIKE' ? null : holds(node.value, node.operator);
}

/** Generates conditions on the columns of an entity type with values of its rows. */
function conditionsOn({ fields }: EntityType, rows: readonly Entity[]): fc.Arbitrary<Condition> {
  const predicates = Object.entries(fields)
    .filter(([, field]) => isComparable(field))
    .map(([name, field]) => {
      const values = [...new Set(rows.map((row) => row[name]).filter((value) => value != null))] as Literal[];
      const isNull = fc.constant<Condition>({ field: name, operator: 'IS NULL' });
      if (values.length === 0) return isNull;
      const value = fc.constantFrom(...values);
      const operators =
        field.dataType === 'boolean' ? (['=', '!='] as const) : (['=', '!=', '<', '<=', '>', '>='] as const);
      const compared = fc.record({ field: fc.constant(name), operator: fc.constantFrom(...operators), value });
      const some = fc.array(value, { minLength: 1, maxLength: 3 });
      const oneOf = fc.record({ field: fc.constant(name), operator: fc.constant('IN' as const), value: some });
      return fc.oneof<fc.Arbitrary<Condition>[]>(compared, compared, oneOf, isNull);
    });
  return fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(...predicates),
      fc.record({ and: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node;
}

describe.each(['instant', 'day'] as const)('random conditions, time bounds by %s', (bound) => {
  const simulator = createSimulator({
    rows: 40,
    // The age of a task would differ from one read to the next.
    now: () => Date.parse('2025-01-01T12:00:00Z'),
    timeFilters: { bound, upper: bound === 'day' ? 'exclusive' : 'inclusive' },
  });
  const entities = createEntities({ send: throughSimulator(simulator) });

  test.each(listed.map((entityType) => [entityType.name, entityType] as const))(
    `%s returns exactly the rows that match random conditions, with time bounds by ${bound}`,
    async (_, entityType) => {
      const rows: Entity[] = [];
      for await (const row of entities.rows(entityType, { allowParentScan: 1000 })) rows.push(row);
      const parents = parentsOf(entityType);
      const key = keyOf(entityType);
      // The rows of GET contain the columns that lists omit.
      const hasUnlisted = Object.values(entityType.fields).some(({ onlyIn }) => onlyIn !== undefined);
      const getWhole = async (row: Entity): Promise<Entity> =>
        (await entities.get(entityType, entityIdOf(entityType, row) ?? '')).entity;
      const whole = hasUnlisted ? await Promise.all(rows.map(getWhole)) : rows;
      const toName = (row: Entity) =>
        JSON.stringify(key === undefined ? row : [...parents, key].map((name) => row[name]));
      const parent = fc.constantFrom(...(rows.length > 0 ? rows : [{}]));
      const isByKey = hasUnlisted && rows.length > 0;
      const keys = isByKey ? fc.option(fc.array(parent, { minLength: 1, maxLength: 5 })) : fc.constant(null);
      await fc.assert(
        fc.asyncProperty(
          conditionsOn(entityType, whole),
          parent,
          fc.integer({ min: 1, max: 30 }),
          keys,
          async (condition, below, pageSize, among) => {
            if (parents.length > 0 && rows.length === 0) return;
            const named = parents.map((name): Condition => ({
              field: name,
              operator: '=',
              value: below[name] as string,
            }));
            const byKey: Condition[] = among
              ? [{ field: key ?? '', operator: 'IN', value: among.map((row) => row[key ?? ''] as string) }]
              : [];
            const conditions: Condition = { and: [...named, ...byKey, condition] };
            const found: Entity[] = [];
            let pageToken: string | undefined;
            do {
              const asked = { conditions: conditions as never, pageSize, pageToken };
              const page = await entities.list(entityType, asked).catch((error: unknown) => {
                // Only conditions that name keys can use columns that lists omit.
                const used = predicatesOf(conditions).map(({ field }) => entityType.fields[field]?.onlyIn);
                if (used.includes('CREATE') || (used.includes('GET') && !among)) return undefined;
                throw error;
              });
              if (!page) return;
              found.push(...page.entities);
              pageToken = page.nextPageToken;
            } while (pageToken);
            const expected = whole.filter((row) => truth(conditions, row, entityType.fields) === true);
            expect(found.map(toName).toSorted()).toEqual(expected.map(toName).toSorted());
            const isAlike = [rows, whole].some((all) => found.every((row) => all.some((other) => equals(row, other))));
            if (hasUnlisted) expect(isAlike).toBe(true);
          },
        ),
        { numRuns: fuzzRuns(100) },
      );
    },
  );
});
