const PLACEHOLDER = '[secret]';

/** Holds a secret value, such as an auth token. It prints as `[secret]`. */
export interface Secret {
  /** The value itself. Call this only where the value is sent. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

class HiddenText implements Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return PLACEHOLDER;
  }
}

/** Hides a value: logs, JSON, template strings and `inspect` show `[secret]` instead. */
export function createSecret(value: string): Secret {
  return new HiddenText(value);
}
