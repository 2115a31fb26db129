const SHOWN = '[secret]';

/** Holds a secret value, such as an auth token. Whatever prints it prints `[secret]`. */
export interface Secret {
  /** The value itself. Call this only where it is sent. */
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
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return SHOWN;
  }
}

/** Hides a value: logs, JSON, templates and `inspect` show `[secret]` in its place. */
export function createSecret(value: string): Secret {
  return new HiddenText(value);
}
