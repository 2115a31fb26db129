/** The kind of a `SimulatorError`: an unusable option, fault or time, or a port that cannot be opened. */
export type SimulatorErrorCode = 'INVALID_OPTION' | 'INVALID_FAULT' | 'INVALID_TIME' | 'CANNOT_LISTEN';

/** An error of the simulator itself, never a simulated Twilio error. The message says how to fix it. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether a thrown value is a `SimulatorError`. */
export function isSimulatorError(error: unknown): error is SimulatorError {
  return error instanceof SimulatorError;
}
