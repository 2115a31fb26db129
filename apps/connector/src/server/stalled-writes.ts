import type { Socket } from 'node:net';

/** How often sockets are looked at. */
const CHECK_INTERVAL_MS = 5000;
/** A socket that took nothing of its answer between this many looks is closed: after 30 to 35 s. */
const MAX_IDLE_CHECKS = 6;

/** Closes sockets that do not take their answers. */
export interface StalledWrites {
  watch(socket: Socket): void;
  stop(): void;
}

/** How much a socket had taken when it was last looked at, and for how many looks that has not changed. */
interface Progress {
  written: number;
  waiting: number;
  idleChecks: number;
}

/**
 * Creates the watch. Node's own time-outs count what a client sends as a sign of life, and end calls that take long to answer.
 * This one looks only at bytes that the client should take. Answers are written in parts, so that a slow reader takes some in time.
 */
export function watchStalledWrites(onStalled: () => void): StalledWrites {
  const sockets = new Map<Socket, Progress>();

  function check(): void {
    for (const [socket, progress] of sockets) {
      const { bytesWritten: written, writableLength: waiting } = socket;
      const isIdle = waiting > 0 && waiting === progress.waiting && written === progress.written;
      const idleChecks = isIdle ? progress.idleChecks + 1 : 0;
      Object.assign(progress, { written, waiting, idleChecks });
      if (idleChecks < MAX_IDLE_CHECKS) continue;
      onStalled();
      socket.destroy();
    }
  }

  const timer = setInterval(check, CHECK_INTERVAL_MS).unref();
  return {
    watch(socket) {
      sockets.set(socket, { written: 0, waiting: 0, idleChecks: 0 });
      socket.once('close', () => sockets.delete(socket));
    },
    stop: () => clearInterval(timer),
  };
}
