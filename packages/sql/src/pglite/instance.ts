import { messages as backend, PGlite, protocol } from '@electric-sql/pglite';
import { file_fdw } from '@electric-sql/pglite/contrib/file_fdw';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Connection } from './connection.ts';
import type { WorkerInput } from './messages.ts';
import { capMemory } from './web-assembly.ts';

/** The parts of Emscripten's file system that are used here; see https://emscripten.org/docs/api_reference/Filesystem-API.html. */
interface EmscriptenFiles {
  mkdir(path: string): void;
  open(path: string, flags: string): EmscriptenStream;
  close(stream: EmscriptenStream): void;
}

interface EmscriptenStream {
  /** The file, which lies in memory. */
  readonly node: { usedBytes: number; stream_ops: { readonly read: ReadFile } };
}

/** Puts up to `length` bytes of a file into `target`, and returns how many. */
export type ReadFile = (
  ...call: [stream: unknown, target: Int8Array, offset: number, length: number, position: number]
) => number;

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
  readonly dataTypeSize: number;
  readonly dataTypeModifier: number;
}

interface RawResult {
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

const { serialize } = protocol;

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
  const connection = new Connection(pglite);
  const instance: Instance = {
    files,
    memoryBytes,
    get isSound() {
      return connection.isSound;
    },
    async exec(sql) {
      await connection.send(serialize.query(sql));
    },
    async describe(sql, types = []) {
      const parse = serialize.parse({ text: sql, types: [...types] });
      const messages = await connection.send(parse, serialize.describe({ type: 'S' }), serialize.sync());
      const parameters = messages.find((message) => message instanceof backend.ParameterDescriptionMessage);
      const row = messages.find((message) => message instanceof backend.RowDescriptionMessage);
      return { types: parameters?.dataTypeIDs ?? [], fields: row?.fields ?? [] };
    },
    async query(sql, parameters = [], types = []) {
      const messages = await connection.send(
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
