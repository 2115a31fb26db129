import { messages as backend, PGlite, protocol } from '@electric-sql/pglite';
import { file_fdw } from '@electric-sql/pglite/contrib/file_fdw';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { WorkerInput } from './messages.ts';
import { capMemory } from './web-assembly.ts';

/** The parts of Emscripten's file system that are used here; see https://emscripten.org/docs/api_reference/Filesystem-API.html. */
interface EmscriptenFiles {
  mkdir(path: string): void;
  open(path: string, flags: string): unknown;
  write(stream: unknown, bytes: Uint8Array, offset: number, length: number): number;
  close(stream: unknown): void;
}

/** A PostgreSQL that runs in this thread. */
export interface Instance {
  readonly files: EmscriptenFiles;
  /** False once a call did not end as PostgreSQL ends calls. It does nothing any more then. */
  readonly isSound: boolean;
  /** How much memory PostgreSQL has, in bytes. */
  memoryBytes(): number;
  /** Sends a simple query of one or more statements. @throws a DatabaseError of PGlite */
  exec(sql: string): Promise<void>;
  /** Returns the types of the parameters and the fields of a statement. @throws a DatabaseError of PGlite */
  describe(sql: string, types?: readonly number[]): Promise<RawDescription>;
  /** Sends one statement with parameters. @throws a DatabaseError of PGlite */
  query(sql: string, parameters?: readonly (string | null)[], types?: readonly number[]): Promise<RawResult>;
}

export interface RawField {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
}

export interface RawResult {
  readonly fields: readonly RawField[];
  readonly rows: (string | null)[][];
}

interface RawDescription {
  readonly types: readonly number[];
  readonly fields: readonly RawField[];
}

/** Temporary files lie in the memory of the process. */
const TEMP_FILE_LIMIT_KB = 256 * 1024;

const PARAMETERS = {
  shared_buffers: '4MB',
  temp_file_limit: `${TEMP_FILE_LIMIT_KB}kB`,
  jit: 'off',
  search_path: 'public',
};

/** What a result may have, in the bytes that PostgreSQL sends. */
const MAX_RESULT_BYTES = 128 * 2 ** 20;

const { serialize } = protocol;

type Message = Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0];

/** Starts PostgreSQL from a data directory that was made in advance. */
export async function startInstance({ module, dataDirectory, maxMemoryBytes }: WorkerInput): Promise<Instance> {
  const memoryBytes = capMemory(maxMemoryBytes);
  const pglite = await PGlite.create({
    extensions: { file_fdw },
    pgliteWasmModule: module,
    loadDataDir: new Blob([gunzipSync(readFileSync(dataDirectory))], { type: 'application/x-tar' }),
    startParams: [
      ...PGlite.defaultStartParams,
      ...Object.entries(PARAMETERS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
  });
  const { FS: files } = (pglite as unknown as { readonly Module: { readonly FS: EmscriptenFiles } }).Module;
  let isSound = true;
  /** Sends messages in one call into WebAssembly, and returns the answers. */
  async function exchange(...parts: readonly Uint8Array[]): Promise<readonly Message[]> {
    if (!isSound) throw broken();
    isSound = false;
    const messages: Message[] = [];
    const parser = new protocol.Parser();
    let bytes = 0;
    await pglite.execProtocolRawStream(Buffer.concat(parts), {
      syncToFs: false,
      onRawData(data) {
        bytes += data.byteLength;
        // PostgreSQL does not survive this, and cannot be stopped otherwise. PGlite hides the error.
        if (bytes > MAX_RESULT_BYTES) throw tooLarge();
        parser.parse(data.slice(), (message) => messages.push(message));
      },
    });
    const failure = messages.find((message) => message instanceof backend.DatabaseError);
    isSound = failure !== undefined || messages.some(({ name }) => ENDINGS.has(name));
    if (!isSound) throw bytes > MAX_RESULT_BYTES ? tooLarge() : broken();
    if (failure) throw failure;
    return messages;
  }
  const instance: Instance = {
    files,
    memoryBytes,
    get isSound() {
      return isSound;
    },
    async exec(sql) {
      await exchange(serialize.query(sql));
    },
    async describe(sql, types = []) {
      const parse = serialize.parse({ text: sql, types: [...types] });
      const messages = await exchange(parse, serialize.describe({ type: 'S' }), serialize.sync());
      const parameters = messages.find((message) => message instanceof backend.ParameterDescriptionMessage);
      const row = messages.find((message) => message instanceof backend.RowDescriptionMessage);
      return { types: parameters?.dataTypeIDs ?? [], fields: row?.fields ?? [] };
    },
    async query(sql, parameters = [], types = []) {
      const messages = await exchange(
        serialize.parse({ text: sql, types: [...types] }),
        serialize.bind({ values: [...parameters] }),
        serialize.describe({ type: 'P' }),
        serialize.execute({}),
        serialize.sync(),
      );
      let fields: readonly RawField[] = [];
      const rows: (string | null)[][] = [];
      for (const message of messages) {
        if (message instanceof backend.RowDescriptionMessage) fields = message.fields;
        if (message instanceof backend.DataRowMessage) rows.push(message.fields);
      }
      return { fields, rows };
    },
  };
  // By its name, so that the user is this one again after each transaction that sets another.
  await instance.exec('set session authorization twilio_connector');
  return instance;
}

/** How PostgreSQL ends the answer to a message that succeeded. */
const ENDINGS: ReadonlySet<string> = new Set(['commandComplete', 'emptyQuery', 'parameterDescription']);

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
