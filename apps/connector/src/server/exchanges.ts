import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** A request and the answer to it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers a request. Resolves when nothing more will be done for it. */
export type Answer = (exchange: Exchange) => Promise<void>;

/** The exchanges of all clients. */
export interface Exchanges {
  /** Answers a request after those before it on its socket. */
  add(exchange: Exchange): void;
  /** The exchanges of a socket that are not complete. */
  of(socket: unknown): readonly Exchange[];
  /** Counts an exchange as in flight: its caller has been authenticated. */
  markAuthenticated(response: ServerResponse): void;
  /** Resolves when no exchange of an authenticated caller is in flight. */
  drained(): Promise<void>;
}

/**
 * Further requests that a client may send before it has an answer. Each holds memory, also without a token. Clients that send
 * requests ahead are rare, and send a few.
 */
const MAX_WAITING = 16;

/** @param onTooMany called when a client was disconnected because it sent too many requests ahead */
export function createExchanges(answer: Answer, onTooMany: () => void): Exchanges {
  const bySocket = new Map<Socket, Exchange[]>();
  const inFlight = new Set<ServerResponse>();
  let onDrained = () => {};

  function answerNext(socket: Socket): void {
    const [exchange] = bySocket.get(socket) ?? [];
    if (!exchange) return;
    const { response } = exchange;
    const closed = once(response, 'close').then(() => {
      bySocket.get(socket)?.shift();
      answerNext(socket);
    });
    // A call goes on when its client disconnects, and a client takes its answer after the call.
    void Promise.allSettled([answer(exchange), closed]).then(() => {
      inFlight.delete(response);
      if (inFlight.size === 0) onDrained();
    });
  }

  function open(socket: Socket): Exchange[] {
    const exchanges: Exchange[] = [];
    bySocket.set(socket, exchanges);
    socket.once('close', () => bySocket.delete(socket));
    return exchanges;
  }

  return {
    add(exchange) {
      const { socket } = exchange.request;
      if (socket.destroyed) return;
      const exchanges = bySocket.get(socket) ?? open(socket);
      if (exchanges.length > MAX_WAITING) {
        onTooMany();
        return void socket.destroy();
      }
      exchanges.push(exchange);
      if (exchanges.length === 1) answerNext(socket);
    },
    of: (socket) => bySocket.get(socket as Socket) ?? [],
    markAuthenticated: (response) => void inFlight.add(response),
    async drained() {
      if (inFlight.size > 0) await new Promise<void>((resolve) => (onDrained = resolve));
    },
  };
}
