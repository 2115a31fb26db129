import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../../env.js';
import { isLoopback } from '../../network/loopback.js';
import { folderOf } from '../data-folder/folder-from-env.js';
import { UsageError } from '../terminal/usage-error.js';
import type { Address } from './exchange.js';

/**
 * The address and the token of the connector that `--server` names; without a value, of the one on this machine, at PORT or 8080.
 * Without CONNECTOR_TOKEN, it uses the token in the data folder, but never for a connector on another machine.
 *
 * @throws UsageError if the URL is invalid or no token is found
 */
export function connectorAddress(server: string | true | undefined, env: Env): Address {
  const { CONNECTOR_TOKEN: given, PORT: port = 8080 } = env;
  const url = toUrl(typeof server === 'string' ? server : `127.0.0.1:${port}`);
  const { href, origin } = url;
  const address = href === `${origin}/` ? origin : href;
  if (given !== undefined) return { url: address, token: given };
  const isOwn = isOnThisMachine(url);
  const file = join(folderOf(env), 'token');
  if (isOwn && existsSync(file)) return { url: address, token: readFileSync(file, 'utf8').trim() };
  throw new UsageError(
    `No token for the connector at ${address}: set CONNECTOR_TOKEN` +
      (isOwn ? `, or CONNECTOR_DATA to its data folder (there is no token in ${folderOf(env)}).` : '.'),
  );
}

/** A URL without a scheme is http on this machine and https on any other, since a token must not cross a network unencrypted. */
function toUrl(text: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const local = hasScheme ? undefined : URL.parse(`http://${text}`);
  const url = hasScheme ? URL.parse(text) : local && isOnThisMachine(local) ? local : URL.parse(`https://${text}`);
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw new UsageError('--server must be the URL of a connector, such as http://127.0.0.1:8080.');
}

function isOnThisMachine({ hostname }: URL): boolean {
  return isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'));
}
