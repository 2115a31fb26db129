import { anyText, duration, oneOf, onOrOff, type Setting, wholeNumber } from './setting.js';

const MAX_REQUESTS = 1_000_000;
const ISOLATION = oneOf('read committed', 'repeatable read', 'serializable', 'read uncommitted');

/** The settings of sessions that clients set, show or are told about. Their defaults are PostgreSQL's, unless they are ours. */
const SETTINGS: readonly Setting[] = [
  {
    name: 'twilio.max_requests',
    default: '1000',
    description: 'The most requests to Twilio of one statement.',
    read: wholeNumber(1, MAX_REQUESTS),
  },
  {
    name: 'twilio.allow_parent_scan',
    default: 'off',
    description: 'Whether a table below a parent may be read for all of its parents.',
    read: onOrOff,
  },
  {
    name: 'twilio.idempotency_key',
    default: '',
    description: 'Makes the next writes safe to repeat.',
    read: anyText,
  },
  {
    name: 'statement_timeout',
    default: '0',
    description: 'The longest time of one statement; 0 for no limit.',
    read: duration,
  },
  {
    name: 'TimeZone',
    default: 'UTC',
    description: 'The time zone of times that are read and shown.',
    read: anyText,
    engine: 'all',
    isReported: true,
  },
  {
    name: 'DateStyle',
    default: 'ISO, MDY',
    description: 'How dates are shown, and in which order their parts are read.',
    read: anyText,
    engine: 'all',
    isReported: true,
  },
  {
    name: 'IntervalStyle',
    default: 'postgres',
    description: 'How intervals are shown.',
    read: anyText,
    engine: 'all',
    isReported: true,
  },
  {
    name: 'extra_float_digits',
    default: '1',
    description: 'The digits of numbers with a binary fraction.',
    read: anyText,
    engine: 'result',
  },
  { name: 'bytea_output', default: 'hex', description: 'How bytes are shown.', read: anyText, engine: 'result' },
  {
    name: 'application_name',
    default: '',
    description: 'The name of the client, for the log.',
    read: (value) => value.replaceAll(/[^ -~]/g, '?').slice(0, 63),
    isReported: true,
  },
  {
    name: 'client_encoding',
    default: 'UTF8',
    description: 'The encoding of texts, which is always UTF-8.',
    // PostgreSQL looks at letters and digits only, and asyncpg sends quotes.
    read: (value) => (/^(utf8|unicode|sqlascii)$/i.test(value.replaceAll(/[^a-z0-9]/gi, '')) ? 'UTF8' : undefined),
    isReported: true,
  },
  {
    name: 'standard_conforming_strings',
    default: 'on',
    description: 'Whether a backslash is an ordinary character of a string.',
    read: (value) => (onOrOff(value) === 'on' ? 'on' : undefined),
    isReported: true,
  },
  {
    name: 'search_path',
    default: '"$user", public',
    description: 'Accepted; tables are found in the schema public.',
    read: anyText,
    isReported: true,
  },
  {
    name: 'client_min_messages',
    default: 'notice',
    description: 'Which messages are sent besides results.',
    read: oneOf('debug5', 'debug4', 'debug3', 'debug2', 'debug1', 'log', 'notice', 'warning', 'error'),
  },
  {
    name: 'default_transaction_read_only',
    default: 'off',
    description: 'Whether statements may only read.',
    read: onOrOff,
    isReported: true,
  },
  {
    name: 'transaction_read_only',
    default: 'off',
    description: 'Whether this transaction may only read.',
    read: onOrOff,
  },
  {
    name: 'default_transaction_isolation',
    default: 'read committed',
    description: 'Accepted; each statement reads what Twilio returns.',
    read: ISOLATION,
  },
  {
    name: 'transaction_isolation',
    default: 'read committed',
    description: 'Accepted; each statement reads what Twilio returns.',
    read: ISOLATION,
  },
  { name: 'default_transaction_deferrable', default: 'off', description: 'Accepted, without effect.', read: onOrOff },
  { name: 'transaction_deferrable', default: 'off', description: 'Accepted, without effect.', read: onOrOff },
  { name: 'lock_timeout', default: '0', description: 'Accepted; there are no locks.', read: duration },
  {
    name: 'idle_in_transaction_session_timeout',
    default: '0',
    description: 'Accepted, without effect.',
    read: duration,
  },
  { name: 'idle_session_timeout', default: '0', description: 'Accepted, without effect.', read: duration },
  { name: 'jit', default: 'off', description: 'Accepted, without effect.', read: onOrOff },
  { name: 'row_security', default: 'on', description: 'Accepted, without effect.', read: onOrOff },
  { name: 'synchronize_seqscans', default: 'on', description: 'Accepted, without effect.', read: onOrOff },
  { name: 'lc_messages', default: 'C', description: 'The language of messages.', read: anyText },
  { name: 'lc_monetary', default: 'C', description: 'How amounts of money are shown.' },
  { name: 'lc_numeric', default: 'C', description: 'How numbers are shown.' },
  { name: 'lc_time', default: 'C', description: 'How times are shown.' },
  { name: 'server_version', default: '18.0', description: 'The version of PostgreSQL.', isReported: true },
  { name: 'server_version_num', default: '180000', description: 'The version of PostgreSQL as a number.' },
  { name: 'server_encoding', default: 'UTF8', description: 'The encoding of the database.', isReported: true },
  { name: 'integer_datetimes', default: 'on', description: 'How times are sent.', isReported: true },
  { name: 'is_superuser', default: 'off', description: 'Whether the user is a superuser.', isReported: true },
  { name: 'in_hot_standby', default: 'off', description: 'Whether the server is a standby.', isReported: true },
  { name: 'session_authorization', default: '', description: 'The user of the session.', isReported: true },
  { name: 'scram_iterations', default: '4096', description: 'The cost of checking a password.', isReported: true },
  { name: 'max_identifier_length', default: '63', description: 'The length of names.' },
  { name: 'block_size', default: '8192', description: 'The size of a block on disk.' },
  { name: 'max_index_keys', default: '32', description: 'The most columns of an index.' },
];

const byName = new Map(SETTINGS.map((setting) => [setting.name.toLowerCase(), setting]));

/** Finds a setting by its name in any case. */
export const settingNamed = (name: string): Setting | undefined => byName.get(name.toLowerCase());

export const allSettings = (): readonly Setting[] => SETTINGS;
