import { dataRow, noData, portalSuspended, rowDescription } from '../messages/backend.js';
import type { Column } from '../messages/column.js';
import type { BindMessage, ValueFormat } from '../messages/frontend.js';
import { binaryColumns, type Blocks, completed, rowWriter, sendCopy } from './output.js';
import type { Result, RunOptions, Statement, TextRow } from './session.js';

/** A statement with its parameters, whose rows can be taken in parts. */
export class Portal {
  readonly #statement: Statement;
  readonly #parameters: TextRow;
  readonly #formats: readonly ValueFormat[];
  #result: Promise<Result> | undefined;
  #rows: AsyncIterator<TextRow> | Iterator<TextRow> | undefined;
  #sent = 0;
  #isComplete = false;
  #isClosed = false;

  constructor(statement: Statement, parameters: TextRow, { resultFormats }: Pick<BindMessage, 'resultFormats'>) {
    this.#statement = statement;
    this.#parameters = parameters;
    this.#formats = resultFormats;
  }

  /** Describes the rows. A query runs already, since the client will want its rows: this saves planning it twice. */
  async describe(options: Omit<RunOptions, 'parameters'>): Promise<Buffer> {
    const { columns } = this.#statement.isWrite
      ? await this.#statement.describe(options.signal)
      : await this.#run(options);
    return describeRows(columns, this.#formats);
  }

  /** Sends up to `maxRows` rows; all for 0. */
  async execute(blocks: Blocks, maxRows: number, options: Omit<RunOptions, 'parameters'>): Promise<Result> {
    const result = await this.#run(options);
    if (result.copy) await sendCopy(result.copy, blocks);
    const isWhole = await this.#sendRows(result, blocks, maxRows === 0 ? Number.POSITIVE_INFINITY : maxRows);
    await blocks.add(isWhole ? completed(result, this.#sent) : portalSuspended);
    return result;
  }

  /** Returns whether no rows are left. */
  async #sendRows({ columns, rows = [] }: Result, blocks: Blocks, maxRows: number): Promise<boolean> {
    if (!columns || this.#isComplete) return true;
    const write = rowWriter(columns, this.#formats);
    this.#rows ??= Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
    for (let count = 0; count < maxRows; count += 1) {
      const next = await this.#rows.next();
      if (next.done) {
        this.#isComplete = true;
        await this.close();
        return true;
      }
      this.#sent += 1;
      const full = blocks.add(dataRow(write(next.value)));
      if (full) await full;
    }
    return false;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#rows?.return?.();
    const result = await this.#result?.catch(() => undefined);
    result?.close?.();
  }

  #run(options: Omit<RunOptions, 'parameters'>): Promise<Result> {
    return (this.#result ??= this.#statement.run({
      ...options,
      parameters: this.#parameters,
      binary: binaryColumns(this.#formats),
    }));
  }
}

/** Describes the columns of a result, or its lack of rows. */
export function describeRows(columns: readonly Column[] | undefined, formats: readonly ValueFormat[] = []): Buffer {
  return columns ? rowDescription(columns, formats) : noData;
}
