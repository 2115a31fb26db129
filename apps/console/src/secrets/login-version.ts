import { type ApiCall, request } from '../api/http.ts';
import type { Connection, Operation } from '../resources/connection.ts';
import { lastPart } from '../resources/secret.ts';
import type { SecretUse } from '../resources/secret-use.ts';

/** Where a connection names the secret of its login. Only that can be tested: other secrets are for hosts in between. */
const LOGIN = 'authConfig.userPassword.password.secretVersion';

export const isLogin = ({ field }: SecretUse): boolean => field === LOGIN;

/** Whether a use names another version than the given one, so that it has to be switched to it. */
export function isBehind({ secretVersion }: SecretUse, version: string): boolean {
  return lastPart(secretVersion) !== 'latest' && lastPart(secretVersion) !== lastPart(version);
}

/** Lets a connection log in with another version of its secret. */
export function switchCall({ name, authConfig }: Connection, version: string): ApiCall {
  const userPassword = { ...authConfig?.userPassword, password: { secretVersion: version } };
  const body = { authConfig: { ...authConfig, userPassword } };
  return { method: 'PATCH', path: `/v1/${name}`, query: { updateMask: 'authConfig' }, body };
}

/** How a connection would do with a version. */
export interface LoginTest {
  readonly connection: string;
  readonly isGood: boolean;
  readonly message: string;
}

/** Tries at Twilio, with one request, whether a connection could log in with a version. Changes nothing. */
export async function testLogin(connection: Connection, version: string): Promise<LoginTest> {
  const call = switchCall(connection, version);
  const of = { connection: connection.name };
  try {
    const { response } = await request<Operation>({ ...call, query: { ...call.query, validateOnly: true } });
    const { state, description } = (response as Connection | undefined)?.status ?? {};
    return { ...of, isGood: state === 'ACTIVE', message: description || 'Twilio accepts it.' };
  } catch (error) {
    return { ...of, isGood: false, message: error instanceof Error ? error.message : String(error) };
  }
}
