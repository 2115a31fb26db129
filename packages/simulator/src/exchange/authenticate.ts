import { TwilioProblem } from '../twilio/problem.js';

/** The valid HTTP Basic credentials: user name -> password. */
export type Logins = ReadonlyMap<string, string>;

/** @throws TwilioProblem 20003 when credentials are missing or wrong */
export function authenticate(authorization: string | null, logins: Logins): void {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const text = encoded ? Buffer.from(encoded, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  if (colon > 0 && logins.get(text.slice(0, colon)) === text.slice(colon + 1)) return;
  throw new TwilioProblem(401, 20_003, 'Authenticate');
}
