import { EntityError } from '../errors.js';
import { defineAction, integer, json, oneOf, text } from '../model/index.js';
import { isRecord } from '../record.js';

/** Twilio's products, each a host of its own: https://www.twilio.com/docs/usage/requests-to-twilio */
const PRODUCTS = [
  'accounts api assistants bulkexports chat content conversations events flex-api frontline-api iam',
  'insights intelligence lookups marketplace messaging microvisor monitor notify numbers oauth preview',
  'pricing proxy routes serverless studio supersim sync taskrouter trunking trusthub verify video voice',
  'wireless',
].flatMap((line) => line.split(' '));

const VERSIONED = /^\/(?:2010-04-01|v\d+(?:[A-Za-z]\w*)?)\/./;

/** A collection of accounts, or one that is not written {AccountSid}, also with parameters of its segment (`Accounts;x`). */
const OTHER_ACCOUNT = /\/accounts(?![a-z])(?!\/\{AccountSid\}(?:[/.]|$))/i;
const ACCOUNT_SID = /\bAC[0-9a-f]{32}\b/i;

export const executeRequest = defineAction({
  name: 'ExecuteRequest',
  description: "Sends any request to Twilio's API, in the account of the connection: for what no other action does.",
  docs: 'https://www.twilio.com/docs/usage/api',
  method: 'POST',
  path: '/',
  inputParameters: {
    Method: oneOf(['GET', 'POST', 'DELETE'], { create: 'required', description: 'The HTTP method.' }),
    Product: oneOf(PRODUCTS, {
      create: 'optional',
      description: "Twilio's product, which decides the host. Default api.",
    }),
    Path: text({
      create: 'required',
      description:
        'The path from its version on; the account is written {AccountSid}: /2010-04-01/Accounts/{AccountSid}/Queues.json.',
    }),
    Query: json({ create: 'optional', description: 'Query parameters by name.' }),
    Form: json({ create: 'optional', description: 'Form fields by name, for a POST.' }),
  },
  resultMetadata: {
    Status: integer({ description: 'The HTTP status.' }),
    Body: json({ description: 'What Twilio answered, without the auth tokens of accounts.' }),
  },
  plan: ({ Method, Product, Path, Query, Form }) => {
    const path = Path as string;
    const decoded = decode(path);
    const problem = VERSIONED.test(decoded)
      ? [OTHER_ACCOUNT, ACCOUNT_SID].some((other) => other.test(decoded)) &&
        'may name no account but the own, as {AccountSid}'
      : "must begin with a version of Twilio's API, as /2010-04-01/ or /v1/";
    if (problem) throw refuse('Path', problem);
    if (Form !== undefined && Method !== 'POST') throw refuse('Form', 'is for a POST only');
    return {
      method: Method as 'GET' | 'POST' | 'DELETE',
      ...(Product !== undefined && { product: Product as string }),
      path,
      ...(Query !== undefined && { query: toParameters('Query', Query) }),
      ...(Method === 'POST' && { form: toParameters('Form', Form ?? {}) }),
    };
  },
  answersWhole: true,
  // Whoever may send requests may do so without the connection as well, once they have its token.
  withholds: /auth_token$/,
  isIdempotent: false,
  spendsMoney: true,
  isDestructive: true,
  consequence: 'sends any request to Twilio, which may cost money and cannot be taken back',
  isOffByDefault: true,
});

/** As a server reads it; a path that cannot be read is none. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

type Parameter = string | number | boolean;

function toParameters(name: string, value: unknown): Readonly<Record<string, Parameter | readonly Parameter[]>> {
  const isPlain = (item: unknown) => ['string', 'number', 'boolean'].includes(typeof item);
  if (!isRecord(value) || !Object.values(value).every((item) => [item].flat().every(isPlain)))
    throw refuse(name, 'must be an object whose values are texts, numbers, booleans or lists of them');
  if (ACCOUNT_SID.test(JSON.stringify(value)))
    throw refuse(name, 'may name no account: the request is in that of the connection');
  return value as Record<string, Parameter>;
}

function refuse(field: string, description: string): EntityError {
  return new EntityError('INVALID_INPUT', `ExecuteRequest was refused: ${field} ${description}.`, {
    violations: [{ field, description }],
  });
}
