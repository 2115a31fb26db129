import type { Socket } from 'node:net';
import { WireError } from './errors.js';

/** The clients of a server, in the order in which they came. Those that have not logged in give way to new ones. */
export class Places {
  readonly #most: number;
  readonly #strangers = new Set<Socket>();
  readonly #known = new Set<Socket>();

  /** @param most the most clients that have logged in, and the most that have not */
  constructor(most: number) {
    this.#most = most;
  }

  get taken(): number {
    return this.#strangers.size + this.#known.size;
  }

  /** Admits a client. If there are too many strangers, one of the address that has the most of them is disconnected. */
  admit(socket: Socket): void {
    if (this.#strangers.size >= this.#most) this.#dismissOne();
    this.#strangers.add(socket);
    socket.once('close', () => this.#forget(socket));
  }

  /** Keeps a client that has logged in. @throws WireError if there are too many */
  keep(socket: Socket): void {
    if (this.#known.size >= this.#most) throw new WireError('53300', 'sorry, too many clients already');
    if (this.#strangers.delete(socket)) this.#known.add(socket);
  }

  /** Treats a client as a stranger again. */
  release(socket: Socket): void {
    if (this.#known.delete(socket)) this.#strangers.add(socket);
  }

  destroyStrangers(): void {
    for (const socket of this.#strangers) socket.destroy();
  }

  destroyAll(): void {
    for (const socket of [...this.#strangers, ...this.#known]) socket.destroy();
  }

  #dismissOne(): void {
    const counts = new Map<string | undefined, number>();
    for (const { remoteAddress } of this.#strangers) counts.set(remoteAddress, (counts.get(remoteAddress) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const oldest = [...this.#strangers].find(({ remoteAddress }) => counts.get(remoteAddress) === most);
    // The event `close` comes later, and another client may come before it.
    if (oldest) this.#forget(oldest);
    oldest?.destroy();
  }

  #forget(socket: Socket): void {
    this.#strangers.delete(socket);
    this.#known.delete(socket);
  }
}
