import { STATUS_CODES } from 'node:http';
import { configValues, connectionAccount } from '@twilio-connector/connection';
import {
  checkHttpRequestsAllowed,
  executeHttpRequest as execute,
  type TwilioHttpAnswer,
} from '../../calls/operations/http-request.js';
import { invalidMember } from '../../errors.js';
import { type Body, checkMembers } from '../body.js';
import { defineMethod } from '../method.js';

/** A Twilio host names only the product. Region and edge come from the connection. */
const HOST = /^([a-z-]+)\.twilio\.com$/;
const VERBS: readonly unknown[] = ['HTTP_METHOD_GET', 'HTTP_METHOD_POST', 'HTTP_METHOD_DELETE'];
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Sends any request to Twilio, if the connection allows the action ExecuteRequest. */
export const executeHttpRequest = defineMethod({
  id: 'v2.connections.executeHttpRequest',
  permission: 'connectors.actions.execute',
  audit: 'DATA_WRITE',
  on: 'runtime',
  body: 'any',
  async handle(runtime, { body, ...context }) {
    checkHttpRequestsAllowed(runtime);
    checkMembers(body, ['url', 'httpMethod', 'headers', 'rawBody']);
    const { connection } = runtime;
    const { subaccount_sid: account = connectionAccount(connection).accountSid } = configValues(connection);
    const parameters = { ...readUrl(body.url, account), ...readVerb(body.httpMethod), ...readForm(body) };
    return toAnswer(await execute(runtime, parameters, context));
  },
});

function readUrl(given: unknown, account: string) {
  const url = typeof given === 'string' ? URL.parse(given) : null;
  const product = url && HOST.exec(url.host)?.[1];
  if (!url || !product || url.protocol !== 'https:' || url.username !== '' || url.hash !== '') {
    throw invalidMember('url', 'must be an absolute Twilio URL, such as https://studio.twilio.com/v2/Flows');
  }
  const Query = toRecord(url.searchParams);
  const Path = url.pathname.replace(`/Accounts/${account}`, '/Accounts/{AccountSid}');
  return { Product: product, Path, ...(Object.keys(Query).length > 0 && { Query }) };
}

function readVerb(given: unknown = 'HTTP_METHOD_GET') {
  if (VERBS.includes(given)) return { Method: String(given).replace('HTTP_METHOD_', '') };
  throw invalidMember('httpMethod', `must be one of ${VERBS.join(', ')}, the methods that Twilio supports`);
}

/** The body of a request to Twilio is a form. Its headers come from the connection. */
function readForm({ headers = [], rawBody = '' }: Body) {
  const all = Array.isArray(headers)
    ? (headers as readonly { readonly key?: unknown; readonly value?: unknown }[])
    : [];
  const isKnown = ({ key, value }: (typeof all)[number]) =>
    /^accept$/i.test(String(key)) || (/^content-type$/i.test(String(key)) && String(value).startsWith(FORM_TYPE));
  if (!Array.isArray(headers) || !all.every(isKnown)) {
    throw invalidMember('headers', `must be a list that contains only Accept and Content-Type: ${FORM_TYPE}`);
  }
  if (rawBody === '') return {};
  if (typeof rawBody !== 'string') throw invalidMember('rawBody', 'must be a URL-encoded form, in base64');
  return { Form: toRecord(new URLSearchParams(Buffer.from(rawBody, 'base64').toString('utf8'))) };
}

function toRecord(parameters: URLSearchParams): Record<string, string | string[]> {
  const entries = [...new Set(parameters.keys())].map((name) => {
    const [first = '', ...more] = parameters.getAll(name);
    return [name, more.length > 0 ? [first, ...more] : first] as const;
  });
  return Object.fromEntries(entries);
}

function toAnswer({ status, body }: TwilioHttpAnswer) {
  return {
    statusCode: status,
    reason: STATUS_CODES[status] ?? '',
    headers: body == null ? [] : [{ key: 'Content-Type', value: 'application/json' }],
    body: body == null ? '' : Buffer.from(JSON.stringify(body)).toString('base64'),
  };
}
