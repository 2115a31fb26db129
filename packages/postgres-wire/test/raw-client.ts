import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { int16, int32, message, text } from '../src/bytes/parts.js';

/** Messages as a client sends them. */
export const sent = {
  startup: (parameters: Readonly<Record<string, string>>, version = 0x00_03_00_00) => {
    const pairs = Object.entries(parameters).flatMap(([name, value]) => [text(name), text(value)]);
    return untyped(int32(version), ...pairs, Buffer.alloc(1));
  },
  tls: () => untyped(int32(80_877_103)),
  gssapi: () => untyped(int32(80_877_104)),
  cancel: (processId: number, secret: Uint8Array) => untyped(int32(80_877_102), int32(processId), secret),
  password: (password: string) => message('p', text(password)),
  query: (sql: string) => message('Q', text(sql)),
  parse: (name: string, sql: string) => message('P', text(name), text(sql), int16(0)),
  bind: (portal: string, statement: string) =>
    message('B', text(portal), text(statement), int16(0), int16(0), int16(0)),
  bindTexts: (portal: string, statement: string, values: readonly string[]) =>
    message(
      'B',
      text(portal),
      text(statement),
      int16(0),
      int16(values.length),
      ...values.flatMap((value) => [int32(Buffer.byteLength(value)), Buffer.from(value)]),
      int16(0),
    ),
  describe: (what: 'S' | 'P', name: string) => message('D', Buffer.from(what), text(name)),
  execute: (portal: string, maxRows = 0) => message('E', text(portal), int32(maxRows)),
  close: (what: 'S' | 'P', name: string) => message('C', Buffer.from(what), text(name)),
  flush: () => message('H'),
  sync: () => message('S'),
};

function untyped(...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.byteLength + 4), body]);
}

/** A message of the server: its type, and its body as text with `|` for zeros. */
export interface Received {
  readonly type: string;
  readonly body: Buffer;
}

/** A client that sends any bytes. */
export class RawClient {
  readonly socket: Socket;
  #bytes = Buffer.alloc(0);
  #isOver = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => (this.#bytes = Buffer.concat([this.#bytes, chunk])));
    socket.on('error', () => {});
    socket.on('close', () => (this.#isOver = true));
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Logs in with a password in clear text. Returns the process number and the secret. */
  static async loggedIn(port: number, password: string) {
    const client = await RawClient.open(port);
    client.send(sent.startup({ user: 'cleartext' }), sent.password(password));
    const messages = await client.until('Z');
    const key = messages.find(({ type }) => type === 'K')?.body ?? Buffer.alloc(8);
    return { client, processId: key.readInt32BE(), secret: key.subarray(4) };
  }

  send(...messages: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(messages));
  }

  /** The first byte that the server sends. */
  async byte(): Promise<string> {
    while (this.#bytes.byteLength === 0 && !this.#isOver) await turn();
    const [first = 0] = this.#bytes;
    this.#bytes = this.#bytes.subarray(1);
    return String.fromCharCode(first);
  }

  /** The messages up to one of a type, or up to the end of the connection. */
  async until(type: string): Promise<readonly Received[]> {
    const messages: Received[] = [];
    for (;;) {
      const length = this.#bytes.byteLength < 5 ? undefined : this.#bytes.readInt32BE(1);
      if (length !== undefined && this.#bytes.byteLength > length) {
        const received = { type: String.fromCharCode(this.#bytes[0] ?? 0), body: this.#bytes.subarray(5, length + 1) };
        this.#bytes = this.#bytes.subarray(length + 1);
        messages.push(received);
        if (received.type === type) return messages;
      } else if (this.#isOver) return messages;
      else await turn();
    }
  }
}

/** The types of messages, as a word. */
export const typesOf = (messages: readonly Received[]): string => messages.map(({ type }) => type).join('');

/** The fields of an error or a notice. */
export function fieldsOf(messages: readonly Received[]): Readonly<Record<string, string>> {
  const body = messages.find(({ type }) => type === 'E' || type === 'N')?.body.toString() ?? '';
  return Object.fromEntries(
    body
      .split('\0')
      .filter(Boolean)
      .map((field) => [field.charAt(0), field.slice(1)]),
  );
}
