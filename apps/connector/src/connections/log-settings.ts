import { configValues, type Connection } from '@twilio-connector/connection';

/** How a connection is logged. */
export interface ConnectionLogSettings {
  readonly level: 'ERROR' | 'INFO' | 'DEBUG';
  /** Whether its log has the content of calls. */
  readonly hasPayloads: boolean;
}

/** Connections are replaced when they change, so that no entry is ever stale. */
const known = new WeakMap<Connection, ConnectionLogSettings | 'off'>();

/** How a connection is logged; `off` by default. Asked in every call. */
export function logSettingsOf(connection: Connection): ConnectionLogSettings | 'off' {
  const settings = known.get(connection) ?? read(connection);
  known.set(connection, settings);
  return settings;
}

function read(connection: Connection): ConnectionLogSettings | 'off' {
  const { enabled = false, level = 'ERROR' } = connection.logConfig ?? {};
  return enabled ? { level, hasPayloads: configValues(connection).log_payloads ?? false } : 'off';
}
