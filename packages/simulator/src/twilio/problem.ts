/** An error response of Twilio's. */
export class TwilioProblem extends Error {
  override readonly name = 'TwilioProblem';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** The response body (https://www.twilio.com/docs/usage/twilios-response). */
  toJSON() {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** The error that Twilio would return with a status that is injected as a fault. */
export function faultProblem(status: number): TwilioProblem {
  const codes: Readonly<Record<number, readonly [number, string]>> = {
    401: [20_003, 'Authenticate'],
    404: [20_404, 'The requested resource was not found'],
    429: [20_429, 'Too Many Requests'],
    503: [20_503, 'Service Unavailable'],
  };
  const [code, message] =
    codes[status] ?? (status >= 500 ? [20_500, 'Internal Server Error'] : [20_001, 'Bad request']);
  return new TwilioProblem(status, code, message);
}

/** Twilio's error for an entity that does not exist or belongs to another account. */
export function notFound(path: string): TwilioProblem {
  return new TwilioProblem(404, 20_404, `The requested resource ${path} was not found`);
}
