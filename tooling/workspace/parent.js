const CHECK_MS = 500;

/**
 * Calls `stop` once when the process that started this one has ended. npm does not pass on SIGTERM: it ends, as does the shell
 * that it starts scripts with.
 */
export function whenParentEnds(stop) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, CHECK_MS).unref();
}
