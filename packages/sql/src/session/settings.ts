import { SqlError } from '../errors.js';
import { durationMs, invalidValue, type Setting } from './setting.js';
import { allSettings, settingNamed } from './setting-list.js';

/** The values that were set, by the name of the setting. They do not change. */
type Values = ReadonlyMap<string, string>;

/** The settings of a session at one time. */
export interface SettingsSnapshot {
  readonly session: Values;
  readonly local: Values;
}

/** The most characters that the settings of a session have together. */
const MAX_CHARACTERS = 16_384;

/** The settings of a session, by PostgreSQL's names. */
export class Settings {
  /** What the session started with, to which RESET returns. */
  readonly #initial: Values;
  #session: Values;
  /** What counts until the end of the transaction. */
  #local: Values = new Map();

  constructor(initial: Readonly<Record<string, string>> = {}) {
    this.#initial = new Map(Object.entries(initial));
    this.#session = this.#initial;
  }

  /** @throws SqlError if there is no such setting */
  get(name: string): string {
    const found = findSetting(name);
    return this.#local.get(found.name) ?? this.#session.get(found.name) ?? found.default;
  }

  /** Sets a value that was checked. @throws SqlError if there are too many */
  set({ name }: Setting, value: string, isLocal: boolean): void {
    const others = charactersOf(without(this.#session, name)) + charactersOf(without(this.#local, name));
    if (others + name.length + value.length > MAX_CHARACTERS) {
      throw new SqlError('53400', `The settings of the session would have more than ${MAX_CHARACTERS} characters.`);
    }
    if (isLocal) this.#local = new Map([...this.#local, [name, value]]);
    else {
      this.#session = new Map([...this.#session, [name, value]]);
      this.#local = without(this.#local, name);
    }
  }

  /** Returns settings to their values at the start of the session: all, or one. */
  reset(setting?: Setting): void {
    const { name } = setting ?? {};
    const initial = name === undefined ? undefined : this.#initial.get(name);
    this.#local = name === undefined ? new Map() : without(this.#local, name);
    if (name === undefined) this.#session = this.#initial;
    else if (initial === undefined) this.#session = without(this.#session, name);
    else this.#session = new Map([...this.#session, [name, initial]]);
  }

  snapshot(): SettingsSnapshot {
    return { session: this.#session, local: this.#local };
  }

  restore({ session, local }: SettingsSnapshot): void {
    this.#session = session;
    this.#local = local;
  }

  /** Forgets what was set until the end of the transaction. */
  endTransaction(): void {
    this.#local = new Map();
  }

  /** The settings that the engine needs to plan, or also to print a result. Its own defaults are left out. */
  forEngine(isResult = false): Readonly<Record<string, string>> {
    const needed = allSettings().filter(({ engine }) => engine === 'all' || (isResult && engine === 'result'));
    const values = needed.map((setting) => [setting.name, this.get(setting.name)] as const);
    return Object.fromEntries(
      values.filter(([name, value]) => name === 'TimeZone' || value !== findSetting(name).default),
    );
  }

  /** What clients are told about. */
  reported(): Readonly<Record<string, string>> {
    const reported = allSettings().filter(({ isReported }) => isReported);
    return Object.fromEntries(reported.map(({ name }) => [name, this.get(name)]));
  }

  /** The longest time of a statement in milliseconds; undefined for no limit. */
  get timeoutMs(): number | undefined {
    return durationMs(this.get('statement_timeout')) || undefined;
  }

  /** The idempotency key of writes. */
  get idempotencyKey(): string | undefined {
    return this.get('twilio.idempotency_key') || undefined;
  }

  get maxRequests(): number {
    return Number(this.get('twilio.max_requests'));
  }
}

/** Settings of other programs, such as `myapp.user`, which PostgreSQL keeps for them. */
const FOREIGN = /^(?!twilio\.)[a-z_]\w*\.[a-z_]\w*$/i;

/** @throws SqlError if there is no such setting */
export function findSetting(name: string): Setting {
  const found = settingNamed(name);
  if (found) return found;
  const lower = name.toLowerCase();
  if (FOREIGN.test(name)) return { name: lower, default: '', description: '', read: (value) => value };
  const ours = allSettings().filter((setting) => setting.name.startsWith('twilio.'));
  throw new SqlError('42704', `unrecognized configuration parameter "${name}"`, {
    ...(lower.startsWith('twilio.') && { hint: `There are ${ours.map((setting) => setting.name).join(', ')}.` }),
  });
}

/** Finds a setting that may be changed. @throws SqlError */
export function findChangeable(name: string): Setting {
  const isIdentity = ['role', 'session_authorization'].includes(name.toLowerCase());
  if (isIdentity) {
    throw new SqlError('42501', `${name.toUpperCase().replace('_', ' ')} cannot be set.`, {
      hint: 'Connect with the token of the other user.',
    });
  }
  const found = findSetting(name);
  if (!found.read) throw new SqlError('55P02', `parameter "${found.name}" cannot be changed`);
  return found;
}

/** Checks a value that needs no engine for that. @throws SqlError */
export function checkValue({ name, read }: Setting, value: string): string {
  const valid = read?.(value);
  if (valid === undefined) throw invalidValue(name, value);
  return valid;
}

const charactersOf = (values: Values): number =>
  [...values].reduce((sum, [name, value]) => sum + name.length + value.length, 0);

const without = (values: Values, name: string): Values => new Map([...values].filter(([each]) => each !== name));
