import { isStableFunction } from '../allowed/functions.js';
import { type Engine, SLOT_SCHEMA, type Statement } from '../engine/engine.js';
import type { PlannedScan } from '../plan/analyze.js';
import { lastName, type Node, type Select, walk } from '../syntax/nodes.js';
import { parseStatement } from '../syntax/parse.js';
import { tokensOf } from '../syntax/tokens.js';
import { type Constants, neededInitPlans } from './constants.js';
import type { TableRead } from './table-read.js';

interface Subquery {
  readonly SubLink?: { readonly subLinkType: string; readonly location: number };
}

/** The OID of the type `text`. */
const TEXT = 25;

/** Subqueries whose one value other tables are compared with. They run as soon as their tables are read. */
export class InitPlans {
  readonly #engine: Engine;
  readonly #statement: Statement;
  readonly #constants: Constants;
  readonly #signal: AbortSignal;
  readonly #scans: readonly PlannedScan[];
  readonly #waiting: Set<number>;

  constructor(
    engine: Engine,
    statement: Statement,
    all: { readonly constants: Constants; readonly signal: AbortSignal; readonly scans: readonly PlannedScan[] },
  ) {
    this.#engine = engine;
    this.#statement = statement;
    this.#constants = all.constants;
    this.#signal = all.signal;
    this.#scans = all.scans;
    this.#waiting = new Set(neededInitPlans(all.scans.flatMap(({ tests }) => tests)));
  }

  /** Whether a table is a part of a subquery that others wait for. */
  isNeeded({ initPlans }: PlannedScan): boolean {
    return initPlans.some((plan) => this.#waiting.has(plan));
  }

  /** Runs the subqueries all of whose tables have been read. */
  async finish(reads: ReadonlyMap<string, TableRead>): Promise<void> {
    for (const plan of this.#waiting) {
      const slots = this.#scans.filter(({ initPlans }) => initPlans.includes(plan)).map(({ slot }) => slot);
      if (slots.length === 0 || !slots.every((slot) => reads.get(slot)?.isWhole)) continue;
      this.#waiting.delete(plan);
      const value = await this.#run(slots, reads);
      if (value === undefined) continue;
      this.#constants.setInitPlan(plan, value);
      await this.#constants.compute(this.#scans.flatMap(({ tests }) => tests));
    }
  }

  /** The value of a subquery as SQL. Undefined if it fails, as the whole statement then does. */
  async #run(slots: readonly string[], reads: ReadonlyMap<string, TableRead>): Promise<string | undefined> {
    const query = findSubquery(this.#statement.sql, slots);
    if (query === undefined) return undefined;
    // A parameter that only the rest of the statement uses has no type here.
    const { parameters, parameterTypes = [] } = this.#statement;
    const isUsed = (index: number): boolean => new RegExp(`\\$${index + 1}(?!\\d)`).test(query);
    const types = parameters.map((_value, index) => (isUsed(index) ? (parameterTypes[index] ?? 0) : TEXT));
    const sql = `select quote_nullable(value), pg_typeof(value) from (select ${query} as value) as subquery`;
    const rows = new Map(slots.map((slot) => [slot, reads.get(slot)?.rows ?? []]));
    try {
      const result = await this.#engine.run({ ...this.#statement, sql, parameterTypes: types }, rows, this.#signal);
      const [value, type] = result.rows[0] ?? [];
      return value == null || type == null ? undefined : `${value}::${type}`;
    } catch {
      this.#signal.throwIfAborted();
      return undefined;
    }
  }
}

/** The only subquery that reads exactly these slots. */
function findSubquery(sql: string, slots: readonly string[]): string | undefined {
  const found: Subquery[] = [];
  walk(parseStatement(sql), (part) => {
    const { SubLink: link } = part as Subquery;
    if (link?.subLinkType === 'EXPR_SUBLINK' && isSame(slotsIn(link), slots)) found.push(part as Subquery);
  });
  const [only, ...others] = found;
  return only && others.length === 0 && isRepeatable(only) ? textOf(sql, only) : undefined;
}

/** The text of a subquery with its parentheses. */
function textOf(sql: string, { SubLink: link }: Subquery): string | undefined {
  const location = link?.location;
  const tokens = tokensOf(sql);
  const first = tokens.findIndex(({ start }) => start === location);
  let depth = 0;
  for (const { text, end } of tokens.slice(first)) {
    depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (depth === 0) return Buffer.from(sql).subarray(location, end).toString();
  }
  return undefined;
}

/** Whether a subquery has the same value when it runs again over the same rows. */
function isRepeatable(query: Subquery): boolean {
  let result = true;
  walk(query, (part) => {
    const { FuncCall: call, limitCount, sortClause } = part as Node & Select;
    if (call && !isStableFunction(lastName(call.funcname) ?? '')) result = false;
    if (limitCount && !sortClause) result = false;
  });
  return result;
}

function slotsIn(tree: unknown): ReadonlySet<string> {
  const slots = new Set<string>();
  walk(tree, ({ RangeVar: range }) => {
    const { schemaname, relname } = (range ?? {}) as { readonly schemaname?: string; readonly relname?: string };
    if (schemaname === SLOT_SCHEMA && relname !== undefined) slots.add(relname);
  });
  return slots;
}

const isSame = (slots: ReadonlySet<string>, names: readonly string[]): boolean =>
  slots.size === names.length && names.every((name) => slots.has(name));
