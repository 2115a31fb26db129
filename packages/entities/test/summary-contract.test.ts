import { expect, test } from 'vitest';
import { catalog, type EntityType, keyOf, summaryOf } from '../src/index.js';

test.each(Object.values<EntityType>(catalog).map((entityType) => [entityType.name, entityType] as const))(
  '%s has a summary: its key first, then at least one more column, each once and all in answers',
  (_, entityType) => {
    const summary = summaryOf(entityType);
    const key = keyOf(entityType);
    if (key !== undefined) expect(summary[0]).toBe(key);
    expect(summary.length).toBeGreaterThan(1);
    expect(new Set(summary).size).toBe(summary.length);
    expect(Object.keys(entityType.fields)).toEqual(expect.arrayContaining([...summary]));
    for (const column of summary) expect(entityType.fields[column]).not.toMatchObject({ readable: false });
  },
);
