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
    const next = () =>
      this.#stream.next({ hasType: true, maxBytes: this.#options.maxMessageBytes, isIdle: this.#isIdle });
    for (let frame = await next(); frame; frame = await next()) {
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
    await this.#extended.endTransaction();
    if (this.#stream.isInterrupted) throw new WireError('57P01', 'terminating connection due to administrator command');
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
        if (!this.#isSkipping) await this.#cancellable((run) => this.#extended.handle(message, this.#blocks, run));
    }
  }

  async #query(sql: string, options: Omit<RunOptions, 'parameters'>): Promise<void> {
    const statements = await this.#session.prepare(sql, []);
    if (statements.length === 0) await this.#blocks.add(emptyQueryResponse);
    for (const statement of statements) await this.#runOnce(statement, options);
  }

  async #runOnce(statement: Statement, options: Omit<RunOptions, 'parameters'>): Promise<void> {
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
