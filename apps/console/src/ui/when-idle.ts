import { useEffect, useState } from 'react';

/** The page is shown and can be used before the browser has time for this. */
const WITHIN_MS = 2_000;
/** Where the browser does not tell. */
const GUESSED_MS = 200;

/** Calls back when the page is painted and nothing else is to be done. @returns what gives it up */
export function whenIdle(callback: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(callback, GUESSED_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(callback, { timeout: WITHIN_MS });
  return () => cancelIdleCallback(handle);
}

/** Whether the page has been painted, so that what it does not show first can be loaded. */
export function useHasBeenIdle(): boolean {
  const [hasBeenIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return hasBeenIdle;
}
