/** Calls an observer. Its errors become warnings, so that they cannot fail a call that Twilio carried out. */
export function report<T>(observer: ((record: T) => void) | undefined, record: T): void {
  try {
    observer?.(record);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
