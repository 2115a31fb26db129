import type { Socket } from 'node:net';
import { toClientNetwork } from '../network/client-network.js';

/** How many clients may be connected at the same time. */
export interface SocketLimits {
  readonly maxSockets: number;
  /** For each address; for IPv6, for each /64. */
  readonly maxSocketsPerAddress: number;
}

/** Behind a reverse proxy, all clients have one address. */
export const DEFAULT_SOCKET_LIMITS: SocketLimits = { maxSockets: 4000, maxSocketsPerAddress: 2000 };

/** The sockets of all clients. Those on which no caller has been authenticated give way to new ones. */
export interface Sockets {
  /** Admits a new socket. If there are too many, closes the oldest unauthenticated one, or else the new one. */
  admit(socket: Socket): void;
  /** Keeps a socket from giving way. Over TLS, this is the socket inside TLS. */
  markAuthenticated(socket: Socket): void;
  /** Closes all sockets, also those in a TLS handshake. */
  destroyAll(): void;
}

interface OpenSocket {
  readonly socket: Socket;
  readonly key: string;
  readonly network: Network;
}

/** The sockets of one address. */
interface Network {
  readonly address: string;
  count: number;
  /** In the order in which they were opened. */
  readonly unauthenticated: Set<OpenSocket>;
}

/** @param onRefused called for each socket that is closed to keep to the limits */
export function createSockets({ maxSockets, maxSocketsPerAddress }: SocketLimits, onRefused: () => void): Sockets {
  // A socket inside TLS is another object than the one below it, but has the same address and port.
  const open = new Map<string, OpenSocket>();
  const unauthenticated = new Set<OpenSocket>();
  const networks = new Map<string, Network>();

  function add(socket: Socket, network: Network): void {
    const opened = { socket, key: keyOf(socket), network };
    network.count += 1;
    networks.set(network.address, network);
    open.set(opened.key, opened);
    unauthenticated.add(opened);
    network.unauthenticated.add(opened);
    socket.once('close', () => remove(opened));
  }

  function remove(opened: OpenSocket): void {
    const { key, network } = opened;
    if (open.get(key) !== opened) return;
    open.delete(key);
    markAuthenticated(opened);
    network.count -= 1;
    if (network.count === 0) networks.delete(network.address);
  }

  function markAuthenticated(opened: OpenSocket): void {
    unauthenticated.delete(opened);
    opened.network.unauthenticated.delete(opened);
  }

  /** Makes room for a new socket. Returns false if all sockets in its way are authenticated. */
  function makeRoom(network: Network): boolean {
    const isAddressFull = network.count >= maxSocketsPerAddress;
    if (!isAddressFull && open.size < maxSockets) return true;
    onRefused();
    const [oldest] = isAddressFull ? network.unauthenticated : unauthenticated;
    if (!oldest) return false;
    // The event `close` comes later, and another socket may come before it.
    remove(oldest);
    oldest.socket.destroy();
    return true;
  }

  return {
    admit(socket) {
      const address = toClientNetwork(socket.remoteAddress);
      const network = networks.get(address) ?? { address, count: 0, unauthenticated: new Set() };
      if (!socket.destroyed && makeRoom(network)) add(socket, network);
      else socket.destroy();
    },
    markAuthenticated(socket) {
      const opened = open.get(keyOf(socket));
      if (opened) markAuthenticated(opened);
    },
    destroyAll() {
      for (const { socket } of open.values()) socket.destroy();
    },
  };
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
