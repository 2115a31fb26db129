/** What went wrong, for programs: an option, a fault or a time that cannot be used, or a port that cannot be had. */
export type SimulatorErrorCode = 'INVALID_OPTION' | 'INVALID_FAULT' | 'INVALID_TIME' | 'CANNOT_LISTEN';

/** An error of the simulator itself, never one that it answers as Twilio; the message says what to do. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether something that was thrown is an error of the simulator. */
export function isSimulatorError(error: unknown): error is SimulatorError {
  return error instanceof SimulatorError;
}
