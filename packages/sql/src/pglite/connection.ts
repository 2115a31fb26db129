import { messages as backend, type PGlite, protocol } from '@electric-sql/pglite';

type Message = Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0];

/** What a result may have, in the bytes that PostgreSQL sends. */
const MAX_RESULT_BYTES = 128 * 2 ** 20;

/** How PostgreSQL ends the answer to a message that succeeded. */
const ENDINGS: ReadonlySet<string> = new Set(['commandComplete', 'emptyQuery', 'parameterDescription']);

/** Messages to a PGlite, and its answers. */
export class Connection {
  readonly #pglite: PGlite;
  #isSound = true;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /** False after an exchange that did not end as PostgreSQL ends one. No other may follow it. */
  get isSound(): boolean {
    return this.#isSound;
  }

  /** Sends messages in one call into WebAssembly. @throws a DatabaseError of PGlite */
  async send(...parts: readonly Uint8Array[]): Promise<readonly Message[]> {
    if (!this.#isSound) throw broken();
    this.#isSound = false;
    const messages: Message[] = [];
    const parser = new protocol.Parser();
    let bytes = 0;
    await this.#pglite.execProtocolRawStream(Buffer.concat(parts), {
      syncToFs: false,
      onRawData(data) {
        bytes += data.byteLength;
        // PostgreSQL does not survive this, and cannot be stopped otherwise. PGlite hides the error.
        if (bytes > MAX_RESULT_BYTES) throw tooLarge();
        parser.parse(data.slice(), (message) => messages.push(message));
      },
    });
    const failure = messages.find((message) => message instanceof backend.DatabaseError);
    this.#isSound = failure !== undefined || messages.some(({ name }) => ENDINGS.has(name));
    if (!this.#isSound) throw bytes > MAX_RESULT_BYTES ? tooLarge() : broken();
    if (failure) throw failure;
    return messages;
  }
}

/** Deeply nested values can use up the stack of the thread, which WebAssembly does not survive. */
const broken = (): Error =>
  Object.assign(new Error('The SQL engine broke down in this statement. Other statements are not affected.'), {
    code: '58000',
  });

const tooLarge = (): Error =>
  Object.assign(new Error(`The result has more than ${MAX_RESULT_BYTES} bytes.`), {
    code: '54000',
    hint: 'Add a LIMIT, or read it in parts.',
  });
