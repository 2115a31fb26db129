import type { Condition, Row, Scan, ScanRequest, Table } from '../src/index.js';
import type { Random } from './random.js';

/** A table with its rows in natural order. */
export interface SourceTable {
  readonly table: Table;
  readonly rows: readonly Row[];
}

/** A paged API that counts its requests. */
export interface Source {
  readonly scan: Scan;
  /** The requests since the last call of `reset`, as `table: requests`. */
  readonly sent: Readonly<Record<string, number>>;
  reset(): void;
}

/**
 * @param careless draws how it answers, within what is allowed: it may ignore a comparison, and return rows that need not be in
 *   order in any
 */
export function createSource(tables: readonly SourceTable[], careless?: Random): Source {
  const byName = new Map(tables.map((each) => [each.table.name, each]));
  let sent: Record<string, number> = {};
  return {
    get sent() {
      return sent;
    },
    reset: () => void (sent = {}),
    async *scan(name, request) {
      const found = byName.get(name);
      if (!found) throw new Error(`There is no table ${name}.`);
      checkRequest(found.table, request);
      const { condition, ...whole } = request;
      const pages = pagesOf(found, careless?.chance(0.1) ? whole : { ...whole, condition }, careless);
      for (let page = pages.next(); !page.done;) {
        const { value } = page;
        page = pages.next();
        sent[name] = (sent[name] ?? 0) + 1;
        yield { rows: value.map((row) => onlyColumns(row, request.columns)), requests: 1, isLast: page.done === true };
      }
    },
  };
}

/** A source returns what it is asked for and no other columns, so that a column that is forgotten shows. */
const onlyColumns = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((name) => [name, row[name]]));

function* pagesOf(
  { table, rows }: SourceTable,
  request: ScanRequest,
  careless: Random | undefined,
): Generator<readonly Row[]> {
  const { condition, limit = table.pageSize, order } = request;
  const size = Math.max(1, Math.min(limit, table.pageSize));
  const parts = readsOf(condition);
  const seen = new Set<Row>();
  for (const part of parts) {
    const wanted = rows.filter((row) => (!part || matches(row, part, careless)) && !seen.has(row));
    const shuffled = careless && order === 'any' ? wanted.toSorted(() => careless.below(3) - 1) : wanted;
    for (const row of shuffled) seen.add(row);
    for (let start = 0; start === 0 || start < shuffled.length; start += size)
      yield shuffled.slice(start, start + size);
  }
}

/** Each request can have one value of each column. */
function readsOf(condition: Condition | undefined): readonly (Condition | undefined)[] {
  if (!condition) return [undefined];
  if ('or' in condition) return condition.or.flatMap(readsOf);
  if ('and' in condition) {
    const [first, ...more] = condition.and.map(readsOf);
    return more.reduce(
      (all, parts) => all.flatMap((one) => parts.map((other) => both(one, other))),
      first ?? [undefined],
    );
  }
  const { column } = condition;
  return condition.operator === 'IN'
    ? condition.values.map((value) => ({ column, operator: '=', value }))
    : [condition];
}

const both = (one: Condition | undefined, other: Condition | undefined): Condition => ({
  and: [one, other].filter((each) => each !== undefined),
});

function matches(row: Row, condition: Condition, careless: Random | undefined): boolean {
  if ('and' in condition) return condition.and.every((each) => matches(row, each, careless));
  if ('or' in condition) return condition.or.some((each) => matches(row, each, careless));
  if (careless?.chance(0.02)) return true;
  const value = row[condition.column];
  if (value === null || value === undefined) return false;
  if (condition.operator === 'IN') return condition.values.includes(String(comparable(value)));
  const [one, other] = [comparable(value), comparable(condition.value, typeof value)];
  if (condition.operator === '=') return one === other;
  return condition.operator.startsWith('<')
    ? one < other || (one === other && condition.operator === '<=')
    : one > other || (one === other && condition.operator === '>=');
}

const TIME = /^\d{4}-\d\d-\d\dT/;

function comparable(value: unknown, type: string = typeof value): number | string {
  const text = String(value);
  if (type === 'number') return Number(text);
  return TIME.test(text) ? Date.parse(text) : text;
}

/** What the port promises to a source. */
function checkRequest({ columns }: Table, { condition, order }: ScanRequest): void {
  const check = (each: Condition): void => {
    if ('and' in each) return each.and.forEach(check);
    if ('or' in each) return each.or.forEach(check);
    const column = columns.find(({ name }) => name === each.column);
    const needed = each.operator === 'IN' ? '=' : each.operator;
    if (!column?.comparisons?.includes(needed)) throw new Error(`${each.column} ${each.operator} is not declared.`);
  };
  if (condition) check(condition);
  if (order !== 'natural' && order !== 'any') throw new Error('A scan has an order.');
}
