import type { World } from '../model/resource.js';
import { TwilioProblem } from '../twilio/problem.js';

/** The valid HTTP Basic credentials of the options: user name -> passwords. */
export type Logins = ReadonlyMap<string, readonly string[]>;

/** Resources whose entities are API keys: their SID and secret log in. */
const KEYS = ['Keys', 'SigningKeys'];

/** @throws TwilioProblem 20003 when credentials are missing or wrong */
export function authenticate(authorization: string | null, logins: Logins, world: World): void {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const text = encoded ? Buffer.from(encoded, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  const [user, password] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  if (logins.get(user)?.includes(password) || isKey(user, password, world)) return;
  throw new TwilioProblem(401, 20_003, 'Authenticate');
}

function isKey(sid: string, secret: string, world: World): boolean {
  return sid.startsWith('SK') && secret !== '' && KEYS.some((name) => world.table(name).get(sid)?.secret === secret);
}
