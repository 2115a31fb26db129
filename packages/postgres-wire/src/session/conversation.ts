import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Frame } from '../bytes/frames.js';
import { ProtocolViolation, type Problem, WireError } from '../errors.js';
import {
  dataRow,
  emptyQueryResponse,
  errorResponse,
  noticeResponse,
  parameterStatus,
  readyForQuery,
} from '../messages/backend.js';
import { readFrontendMessage } from '../messages/frontend.js';
import type { Stream } from '../stream.js';
import { ExtendedQueries } from './extended.js';
import { Blocks, completed, rowWriter, sendCopy } from './output.js';
import { describeRows } from './portal.js';
import type { Result, RunOptions, Session, Statement } from './session.js';

/** What a conversation needs besides the session. */
export interface ConversationOptions {
  /** The most bytes of one message. */
  readonly maxMessageBytes: number;
  readonly toProblem: (error: unknown) => Problem;
  /** Runs work under a signal that the client's cancel request aborts. */
  readonly cancellable: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** Answers the messages of a client that has logged in, until it goes. @throws ProtocolViolation */
export async function converse(stream: Stream, session: Session, options: ConversationOptions): Promise<void> {
  const conversation = new Conversation(stream, session, options);
  await conversation.run();
}

/** How long a client may send nothing while it keeps a transaction or a result open, which holds memory. */
const OPEN_WITHIN_MS = 10 * 60_000;

const tooLongIdle = (): WireError =>
  new WireError(
    '25P03',
    'terminating connection due to idle-in-transaction timeout',
    'End transactions and read results to their end within ten minutes, or send statements in between.',
  );

class Conversation {
  readonly #stream: Stream;
  readonly #session: Session;
  readonly #options: ConversationOptions;
  readonly #blocks: Blocks;
  readonly #extended: ExtendedQueries;
  /** After an error in the extended protocol, everything up to Sync is left out. */
  #isSkipping = false;
  /** Whether everything that the client asked for is answered. */
  #isIdle = true;
  /** What the client knows. */
  #parameters: Session['parameters'];

  constructor(stream: Stream, session: Session, options: ConversationOptions) {
    this.#stream = stream;
    this.#session = session;
    this.#options = options;
    this.#blocks = new Blocks(stream);
    this.#extended = new ExtendedQueries(session);
    this.#parameters = session.parameters;
  }

  async run(): Promise<void> {
    try {
      await this.#answerAll();
    } finally {
      await this.#extended.close();
    }
    await this.#blocks.flush();
    if (this.#stream.interruption) throw this.#stream.interruption;
  }

  async #answerAll(): Promise<void> {
    for (let frame = await this.#next(); frame; frame = await this.#next()) {
      this.#isIdle = false;
      if (frame.type === 'X') break;
      try {
        await this.#answer(frame);
      } catch (error) {
        const problem = this.#options.toProblem(error);
        if (error instanceof ProtocolViolation || problem.isFatal) throw error;
        await this.#blocks.add(errorResponse(problem));
        this.#isSkipping = true;
        if (frame.type === 'Q' || frame.type === 'F') await this.#ready();
      }
    }
  }

  /** Waits for the next message: as long as it takes, unless the client keeps a transaction or a result open meanwhile. */
  async #next(): Promise<Frame | undefined> {
    const { maxMessageBytes: maxBytes } = this.#options;
    const message = this.#stream.next({ hasType: true, maxBytes, isIdle: this.#isIdle });
    if (this.#isIdle && (this.#session.status ?? 'idle') === 'idle') return message;
    const timer = setTimeout(() => this.#stream.interrupt(tooLongIdle()), OPEN_WITHIN_MS);
    return message.finally(() => clearTimeout(timer));
  }

  async #answer(frame: Parameters<typeof readFrontendMessage>[0]): Promise<void> {
    const message = readFrontendMessage(frame);
    switch (message.kind) {
      case 'sync':
        return this.#ready();
      case 'flush':
        return this.#blocks.flush();
      case 'terminate':
      case 'ignored':
        return;
      case 'query':
        this.#isSkipping = false;
        await this.#cancellable((run) => this.#query(message.sql, run));
        return this.#ready();
      default:
        if (this.#isSkipping) return;
        await nextTurn();
        await this.#cancellable((run) => this.#extended.handle(message, this.#blocks, run));
    }
  }

  async #query(sql: string, options: Omit<RunOptions, 'parameters'>): Promise<void> {
    const statements = await this.#session.prepare(sql, []);
    if (statements.length === 0) await this.#blocks.add(emptyQueryResponse);
    for (const statement of statements) await this.#runOnce(statement, options);
  }

  async #runOnce(statement: Statement, options: Omit<RunOptions, 'parameters'>): Promise<void> {
    // Others are served between the statements of a text, some of which wait for nothing.
    await nextTurn();
    const result = await statement.run({ ...options, parameters: [] });
    try {
      await this.#send(result);
    } finally {
      result.close?.();
    }
    this.#extended.deallocate(result);
  }

  async #send(result: Result): Promise<void> {
    const { columns, rows = [], copy } = result;
    let count = 0;
    if (copy) await sendCopy(copy, this.#blocks);
    else if (columns) {
      await this.#blocks.add(describeRows(columns));
      const write = rowWriter(columns, []);
      for await (const row of rows) {
        count += 1;
        const full = this.#blocks.add(dataRow(write(row)));
        if (full) await full;
      }
    }
    await this.#blocks.add(completed(result, count));
  }

  async #ready(): Promise<void> {
    this.#isSkipping = false;
    this.#session.endBatch?.();
    const { status = 'idle' } = this.#session;
    if (status === 'idle') await this.#extended.endTransaction();
    await this.#reportParameters();
    await this.#blocks.add(readyForQuery(status));
    await this.#blocks.flush();
    this.#isIdle = true;
  }

  /** Tells the client what a SET changed. */
  async #reportParameters(): Promise<void> {
    const { parameters } = this.#session;
    for (const [name, value] of Object.entries(parameters)) {
      if (this.#parameters[name] !== value) await this.#blocks.add(parameterStatus(name, value));
    }
    this.#parameters = parameters;
  }

  #cancellable(work: (options: Omit<RunOptions, 'parameters'>) => Promise<void>): Promise<void> {
    return this.#options.cancellable((signal) =>
      work({
        signal,
        notice: (notice, severity) => void this.#stream.write(noticeResponse(notice, severity)),
      }),
    );
  }
}
