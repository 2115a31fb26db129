import type { Identity } from '../engine/engine.js';
import { literal, quoted } from '../syntax/quote.ts';
import type { Instance } from './instance.ts';

/** The names of the database and of the role that runs statements, which are those of the statement's caller. */
export class IdentityNames {
  readonly #instance: Instance;
  #database = 'postgres';
  #user = 'twilio_reader';

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  /** The name of the role now. */
  get user(): string {
    return this.#user;
  }

  async take({ database, user }: Identity): Promise<void> {
    // ALTER DATABASE cannot rename the database that is in use. PGlite starts with allow_system_table_mods.
    if (database !== this.#database) await this.#instance.exec(`update pg_database set datname = ${literal(database)}`);
    this.#database = database;
    if (user !== this.#user) {
      await this.#instance.exec(`alter role ${quoted(this.#user)} rename to ${quoted(user)}`);
    }
    this.#user = user;
  }
}
