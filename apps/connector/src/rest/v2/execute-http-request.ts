import { STATUS_CODES } from 'node:http';
import { isTwilioError, type TwilioApiError } from '@twilio-connector/client';
import { configValues } from '@twilio-connector/connection';
import type { Runtime } from '../../runtime/runtime.js';
import { badRequest, ConnectorError } from '../../errors.js';
import { checkMembers, type RestRequest } from '../request.js';

/** Twilio's hosts are its products'; regions and edges are the connection's own. */
const HOST = /^([a-z-]+)\.twilio\.com$/;
const METHODS: readonly unknown[] = ['HTTP_METHOD_GET', 'HTTP_METHOD_POST', 'HTTP_METHOD_DELETE'];
const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * `connections.executeHttpRequest`: any request to Twilio, as the action ExecuteRequest makes it, and only where the
 * connection allows that action. What Twilio refuses is an answer here, as over HTTP.
 */
export async function executeHttpRequest({ actions, connection }: Runtime, { body, onAttempt }: RestRequest) {
  const action = actions.find('ExecuteRequest');
  checkMembers(body, ['url', 'httpMethod', 'headers', 'rawBody']);
  const { subaccount_sid: account = connection.authConfig.userPassword.username } = configValues(connection);
  const parameters = { ...readUrl(body.url, account), ...readMethod(body.httpMethod), ...readForm(body) };
  try {
    const { results } = await actions.execute(action, parameters, { onAttempt });
    const { Status, Body } = results[0] as { readonly Status: number; readonly Body: unknown };
    return toAnswer(Status, Body);
  } catch (error) {
    if (!isTwilioError(error) || error.code !== 'API_ERROR') throw error;
    const { status, message, twilioCode: code, moreInfo } = error as TwilioApiError;
    return toAnswer(status, { code, message, more_info: moreInfo, status });
  }
}

function readUrl(given: unknown, account: string) {
  const url = typeof given === 'string' ? URL.parse(given) : null;
  const product = url && HOST.exec(url.host)?.[1];
  if (!url || !product || url.protocol !== 'https:' || url.username !== '' || url.hash !== '') {
    throw refuse('url', 'must be an absolute URL of Twilio, such as https://studio.twilio.com/v2/Flows');
  }
  const Query = toRecord(url.searchParams);
  const Path = url.pathname.replace(`/Accounts/${account}`, '/Accounts/{AccountSid}');
  return { Product: product, Path, ...(Object.keys(Query).length > 0 && { Query }) };
}

function readMethod(given: unknown = 'HTTP_METHOD_GET') {
  if (METHODS.includes(given)) return { Method: String(given).replace('HTTP_METHOD_', '') };
  throw refuse('httpMethod', `must be one of ${METHODS.join(', ')}: Twilio knows no other`);
}

/** The body of a request to Twilio is a form; the connection has its own headers. */
function readForm({ headers = [], rawBody = '' }: RestRequest['body']) {
  const all = Array.isArray(headers)
    ? (headers as readonly { readonly key?: unknown; readonly value?: unknown }[])
    : [];
  const isKnown = ({ key, value }: (typeof all)[number]) =>
    /^accept$/i.test(String(key)) || (/^content-type$/i.test(String(key)) && String(value).startsWith(FORM_TYPE));
  if (!Array.isArray(headers) || !all.every(isKnown)) {
    throw refuse('headers', `may hold Accept, and Content-Type with ${FORM_TYPE}; no other is passed on`);
  }
  if (rawBody === '') return {};
  if (typeof rawBody !== 'string') throw refuse('rawBody', 'must be a form, in base64');
  return { Form: toRecord(new URLSearchParams(Buffer.from(rawBody, 'base64').toString('utf8'))) };
}

function toRecord(parameters: URLSearchParams): Record<string, string | string[]> {
  const entries = [...new Set(parameters.keys())].map((name) => {
    const [first = '', ...more] = parameters.getAll(name);
    return [name, more.length > 0 ? [first, ...more] : first] as const;
  });
  return Object.fromEntries(entries);
}

function toAnswer(status: number, body: unknown) {
  return {
    statusCode: status,
    reason: STATUS_CODES[status] ?? '',
    headers: body == null ? [] : [{ key: 'Content-Type', value: 'application/json' }],
    body: body == null ? '' : Buffer.from(JSON.stringify(body)).toString('base64'),
  };
}

function refuse(field: string, description: string): ConnectorError {
  return new ConnectorError('INVALID_ARGUMENT', `The member ${field} ${description}.`, {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field, description }])],
  });
}
