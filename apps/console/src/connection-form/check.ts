/** The answer to `validateOnly`: the state that the connection would have, after a test at Twilio. */
export interface CheckAnswer {
  readonly status?: { readonly state?: string; readonly description?: string };
}

/** The check answers with an operation whose response is the connection. */
export function toCheckAnswer(operation: { readonly response?: unknown }): CheckAnswer {
  return (operation.response ?? {}) as CheckAnswer;
}
