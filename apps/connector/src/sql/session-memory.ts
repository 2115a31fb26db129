import type { Hold } from '@twilio-connector/sql';
import { ConnectorError } from '../errors.js';

/**
 * Creates the memory that all clients of PostgreSQL share: for prepared statements, parameters and cursors. It is not that of calls,
 * since a client may keep it as long as it is connected.
 */
export function createSessionMemory(limitBytes: number): Hold {
  let held = 0;
  return (bytes) => {
    if (held + bytes > limitBytes) throw exhausted();
    held += bytes;
    let isHeld = true;
    return () => {
      if (isHeld) held -= bytes;
      isHeld = false;
    };
  };
}

function exhausted(): ConnectorError {
  const message =
    'The clients of PostgreSQL hold all the memory that is set aside for prepared statements, parameters and cursors. Close ' +
    'those that are not needed, declare cursors for fewer rows, or raise CONNECTOR_MEMORY_MIB on the server.';
  return new ConnectorError('RESOURCE_EXHAUSTED', message, { reason: 'SESSION_MEMORY_EXHAUSTED' });
}
