import { SqlError } from '../errors.js';
import type { Condition } from '../catalog/scan.js';
import type { PlannedScan, SlotLink } from '../plan/analyze.js';
import type { Budget } from './budget.js';
import type { Constants } from './constants.js';
import { estimateRequests, missingColumns } from './estimate.js';
import type { InitPlans } from './init-plans.js';
import type { TableRead } from './table-read.js';
import type { TableSizes } from './table-sizes.js';
import { all, toCondition, type Wanted } from './values.js';

/** The values of a column by which a table was read. */
interface Lookup {
  readonly link: SlotLink;
  readonly keys: Set<string>;
}

/** With so few values, looking them up is cheaper than finding out whether the whole table is. */
const FEW_KEYS = 2;

interface Parts {
  readonly budget: Budget;
  readonly constants: Constants;
  readonly initPlans: InitPlans;
  readonly sizes: TableSizes;
}

/** The reads of a statement, in the order in which they help each other most. */
export class TableReads {
  readonly all: ReadonlyMap<string, TableRead>;
  readonly #parts: Parts;
  readonly #lookups = new Map<TableRead, Lookup>();
  readonly #started = new Set<TableRead>();

  constructor(reads: readonly TableRead[], parts: Parts) {
    this.all = new Map(reads.map((read) => [read.planned.slot, read]));
    this.#parts = parts;
  }

  lookupOf(read: TableRead): Lookup | undefined {
    return this.#lookups.get(read);
  }

  /** Marks a read that is under way, so that others can use its values. */
  start(read: TableRead): void {
    this.#started.add(read);
  }

  /** Reads tables, always the cheapest first: the values in its rows may make others cheaper. */
  async load(reads: readonly TableRead[]): Promise<void> {
    const pending = new Set(reads);
    while (pending.size > 0) {
      const [first] = [...pending].toSorted((one, other) => this.#cost(one) - this.#cost(other));
      if (!first) return;
      pending.delete(first);
      await this.#read(first);
      this.start(first);
      await this.#parts.initPlans.finish(this.all);
    }
  }

  /** Looks up the values that the tables of lookups have got since. */
  async extend(): Promise<void> {
    for (const [read, { link, keys }] of this.#lookups) {
      const added = [...this.#keysOf(link)].filter((key) => !keys.has(key));
      if (added.length > 0) await this.#lookUp(read, link, new Set(added));
      read.isWhole = this.#isWhole(link);
    }
  }

  wantedOf({ tests }: PlannedScan): Wanted {
    return toCondition(tests, this.#parts.constants.valueOf);
  }

  estimate(read: TableRead): number {
    const wanted = this.wantedOf(read.planned);
    if (wanted === 'none') return 0;
    if (missingColumns(read.planned.table, wanted).length > 0) return Number.POSITIVE_INFINITY;
    return estimateRequests(read.planned.table, wanted, this.#parts.sizes);
  }

  /** Reads a table by the values of another that has been read, if that is certainly cheaper than going on as before. */
  async switchToLookup(read: TableRead): Promise<boolean> {
    const best = this.#bestLink(read);
    const isCheaper = best && this.#isWhole(best.link) && (best.count <= FEW_KEYS || read.pageCount >= best.count);
    if (!isCheaper) return false;
    await read.discard();
    await this.#lookUp(read, best.link, this.#keysOf(best.link));
    read.isWhole = true;
    return true;
  }

  #cost(read: TableRead): number {
    // What other tables are compared with comes first.
    if (this.#parts.initPlans.isNeeded(read.planned)) return -1;
    return Math.min(this.estimate(read), this.#bestLink(read)?.count ?? Number.POSITIVE_INFINITY);
  }

  async #read(read: TableRead): Promise<void> {
    const { planned } = read;
    const wanted = this.wantedOf(planned);
    read.isWhole = true;
    if (wanted === 'none') return;
    const best = this.#bestLink(read);
    const missing = missingColumns(planned.table, wanted);
    const mustLookUp = best !== undefined && missing.length > 0;
    if (missing.length > 0 && !(best && missing.every((column) => column === best.link.column))) {
      if (!read.allowsParentScan) throw lacks(planned, missing);
      return this.#readAll(read, wanted);
    }
    if (!best || (!mustLookUp && estimateRequests(planned.table, wanted, this.#parts.sizes) <= 1))
      return this.#readAll(read, wanted);
    if (!mustLookUp && (await this.#readIfSmall(read, wanted, best.count))) return;
    await this.#lookUp(read, best.link, this.#keysOf(best.link));
    read.isWhole = this.#isWhole(best.link);
  }

  async #readAll(read: TableRead, condition: Condition | undefined): Promise<void> {
    const { table } = read.planned;
    const { budget, sizes } = this.#parts;
    const size = condition ? undefined : sizes.of(table.name);
    if (size) budget.check(size.pages, `${table.name} has at least ${size.pages} pages of ${table.pageSize} rows.`);
    await read.readAll({ condition, order: 'any' });
    if (!condition) sizes.record(table.name, { pages: read.pageCount, isWhole: true });
  }

  /**
   * Reads the table if that is cheaper than to look up values. Where its size is not known, half as many requests as the values
   * would take find it out. @returns whether it has read it
   */
  async #readIfSmall(read: TableRead, condition: Condition | undefined, keys: number): Promise<boolean> {
    const { table } = read.planned;
    const size = condition ? undefined : this.#parts.sizes.of(table.name);
    if (keys <= FEW_KEYS || (size && size.pages > keys)) return false;
    const most = size?.isWhole ? keys : Math.ceil(keys / 2);
    read.open({ condition, order: 'any' });
    const isWhole = await read.read(most);
    if (!condition) this.#parts.sizes.record(table.name, { pages: read.pageCount, isWhole });
    if (!isWhole) await read.discard();
    return isWhole;
  }

  async #lookUp(read: TableRead, link: SlotLink, keys: ReadonlySet<string>): Promise<void> {
    const { planned } = read;
    const known = this.#lookups.get(read)?.keys ?? new Set();
    this.#lookups.set(read, { link, keys: new Set([...known, ...keys]) });
    if (keys.size === 0) return;
    this.#parts.budget.check(keys.size, `${planned.table.name} is read by ${keys.size} values of ${link.column}.`);
    const values = [...keys];
    const condition = all([this.wantedOf(planned), { column: link.column, operator: 'IN', values }]);
    if (condition === 'none') return;
    await read.readAll({ condition, order: 'any', lookup: { column: link.column, keys } });
  }

  #bestLink(read: TableRead): { readonly link: SlotLink; readonly count: number } | undefined {
    const usable = read.planned.links.filter(({ source }) => {
      const other = this.all.get(source.slot);
      return other !== undefined && this.#started.has(other);
    });
    const counted = usable.map((link) => ({ link, count: this.#keysOf(link).size }));
    const missing = missingColumns(read.planned.table, undefined);
    const ranked = counted.toSorted((one, other) => one.count - other.count);
    return ranked.find(({ link }) => missing.includes(link.column)) ?? ranked[0];
  }

  #keysOf({ source }: SlotLink): ReadonlySet<string> {
    return this.all.get(source.slot)?.keysOf(source.column) ?? new Set();
  }

  #isWhole({ source }: SlotLink): boolean {
    return this.all.get(source.slot)?.isWhole ?? false;
  }
}

function lacks({ table }: PlannedScan, missing: readonly string[]): SqlError {
  const columns = missing.join(' and ');
  return new SqlError('55000', `Reading ${table.name} needs a value for ${columns}.`, {
    hint: `Add WHERE ${missing[0]} = '…', join a table that has the values, or SET twilio.allow_parent_scan = on to read all.`,
  });
}
