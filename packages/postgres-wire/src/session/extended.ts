import { WireError } from '../errors.js';
import {
  bindComplete,
  closeComplete,
  emptyQueryResponse,
  noData,
  parameterDescription,
  parseComplete,
} from '../messages/backend.js';
import type { BindMessage, FrontendMessage } from '../messages/frontend.js';
import { readBinary } from '../types/binary/by-type.js';
import type { Blocks } from './output.js';
import { describeRows, Portal } from './portal.js';
import type { Result, RunOptions, Session, Statement } from './session.js';

/** What a value takes besides its text. */
const VALUE_BYTES = 16;

/** The most statements and portals of one session. */
const MAX_NAMES = 1000;

type Extended = Extract<FrontendMessage, { readonly kind: 'parse' | 'bind' | 'describe' | 'close' | 'execute' }>;

/** A prepared statement; no statement for a text without one. */
interface Named {
  readonly statement: Statement | undefined;
  readonly types: readonly number[];
  /** Gives its memory back. */
  readonly release: () => void;
}

/** The statements and portals of a session. The unnamed ones are replaced without a word, others must be closed first. */
export class ExtendedQueries {
  readonly #session: Session;
  readonly #statements = new Map<string, Named>();
  readonly #portals = new Map<string, { readonly portal: Portal | undefined; readonly release: () => void }>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Carries out a message, and adds the answer to the blocks. */
  async handle(message: Extended, blocks: Blocks, options: Omit<RunOptions, 'parameters'>): Promise<void> {
    switch (message.kind) {
      case 'parse':
        await this.#parse(message);
        return blocks.add(parseComplete);
      case 'bind':
        await this.#bind(message, options.signal);
        return blocks.add(bindComplete);
      case 'describe':
        return this.#describe(message, blocks, options);
      case 'execute': {
        const portal = this.#portalNamed(message.portal);
        if (!portal) return blocks.add(emptyQueryResponse);
        return this.deallocate(await portal.execute(blocks, message.maxRows, options));
      }
      case 'close':
        if (message.what === 'statement') this.#forget(message.name);
        else await this.#closePortal(message.name);
        return blocks.add(closeComplete);
    }
  }

  /** Forgets prepared statements that a statement deallocated. @throws WireError if there is none of that name */
  deallocate({ deallocates }: Result): void {
    if (deallocates === 'all') for (const name of this.#statements.keys()) this.#forget(name);
    else if (deallocates && !this.#forget(deallocates.name)) throw unknownStatement(deallocates.name);
  }

  /** Gives everything back. */
  async close(): Promise<void> {
    await this.endTransaction();
    this.deallocate({ deallocates: 'all' });
  }

  /** Portals end with their transaction. */
  async endTransaction(): Promise<void> {
    for (const name of this.#portals.keys()) await this.#closePortal(name);
  }

  async #parse({ statement: name, sql, types }: Extract<Extended, { readonly kind: 'parse' }>): Promise<void> {
    if (name !== '' && this.#statements.has(name)) {
      throw new WireError('42P05', `prepared statement "${name}" already exists`);
    }
    if (this.#statements.size >= MAX_NAMES) throw tooMany('prepared statements');
    const [statement, ...more] = await this.#session.prepare(sql, types);
    if (more.length > 0) throw new WireError('42601', 'cannot insert multiple commands into a prepared statement');
    const release = this.#hold(statement?.bytes ?? sql.length);
    this.#forget(name);
    this.#statements.set(name, { statement, types, release });
  }

  async #bind(message: BindMessage, signal: AbortSignal): Promise<void> {
    const { portal: name, parameters } = message;
    if (name !== '' && this.#portals.has(name)) throw new WireError('42P03', `cursor "${name}" already exists`);
    if (this.#portals.size >= MAX_NAMES) throw tooMany('portals');
    const { statement, types } = this.#statementNamed(message.statement);
    await this.#closePortal(name);
    const release = this.#hold(parameters.reduce((sum, { bytes }) => sum + VALUE_BYTES + (bytes?.byteLength ?? 0), 0));
    if (!statement) return void this.#portals.set(name, { portal: undefined, release });
    try {
      this.#portals.set(name, { portal: await this.#open(statement, types, { message, signal }), release });
    } catch (error) {
      release();
      throw error;
    }
  }

  async #open(
    statement: Statement,
    types: readonly number[],
    { message, signal }: { readonly message: BindMessage; readonly signal: AbortSignal },
  ): Promise<Portal> {
    const { parameters } = message;
    const needsTypes = parameters.some(({ format }, index) => format === 'binary' && !types[index]);
    const known = needsTypes ? (await statement.describe(signal)).parameterTypes : types;
    const values = parameters.map(({ bytes, format }, index) => {
      if (bytes === null) return null;
      return format === 'text' ? bytes.toString() : readBinary(known[index] ?? 0, bytes, index + 1);
    });
    return new Portal(statement, values, message);
  }

  async #describe(
    { what, name }: Extract<Extended, { readonly kind: 'describe' | 'close' }>,
    blocks: Blocks,
    options: Omit<RunOptions, 'parameters'>,
  ): Promise<void> {
    if (what === 'portal') {
      const cursor = this.#portals.has(name) ? undefined : this.#session.describeCursor?.(name);
      return blocks.add(cursor ? describeRows(cursor) : ((await this.#portalNamed(name)?.describe(options)) ?? noData));
    }
    const { statement } = this.#statementNamed(name);
    const { parameterTypes, columns } = (await statement?.describe(options.signal)) ?? NOTHING;
    await blocks.add(parameterDescription(parameterTypes));
    return blocks.add(describeRows(columns));
  }

  async #closePortal(name: string): Promise<void> {
    const found = this.#portals.get(name);
    this.#portals.delete(name);
    found?.release();
    await found?.portal?.close();
  }

  #forget(name: string): boolean {
    this.#statements.get(name)?.release();
    return this.#statements.delete(name);
  }

  #hold(bytes: number): () => void {
    return this.#session.hold?.(bytes) ?? (() => {});
  }

  #statementNamed(name: string): Named {
    const found = this.#statements.get(name);
    if (found) return found;
    throw unknownStatement(name);
  }

  #portalNamed(name: string): Portal | undefined {
    const found = this.#portals.get(name);
    if (found) return found.portal;
    throw new WireError('34000', `portal "${name}" does not exist`);
  }
}

const NOTHING = { parameterTypes: [], columns: undefined };

function unknownStatement(name: string): WireError {
  const message =
    name === '' ? 'there is no unnamed prepared statement' : `prepared statement "${name}" does not exist`;
  return new WireError('26000', message);
}

function tooMany(what: string): WireError {
  return new WireError('53400', `The session has ${MAX_NAMES} ${what} already.`, 'Close those that are not needed.');
}
