/** The settings of a session, by PostgreSQL's names. */
export class Settings {
  readonly #values: Map<string, string>;

  constructor(initial: Readonly<Record<string, string>> = {}) {
    this.#values = new Map(Object.entries(initial));
  }

  /** The settings that change what PostgreSQL computes or prints. */
  forEngine(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#values);
  }
}
