import { EntityError } from '../errors.js';
import { defineAction, integer, json, oneOf, text } from '../model/index.js';
import { isRecord } from '../record.js';

/** Twilio's products. Each has its own host: https://www.twilio.com/docs/usage/requests-to-twilio */
const PRODUCTS = [
  'accounts api assistants bulkexports chat content conversations events flex-api frontline-api iam',
  'insights intelligence lookups marketplace messaging microvisor monitor notify numbers oauth preview',
  'pricing proxy routes serverless studio supersim sync taskrouter trunking trusthub verify video voice',
  'wireless',
].flatMap((line) => line.split(' '));

const VERSIONED = /^\/(?:2010-04-01|v\d+(?:[A-Za-z]\w*)?)\/./;

/** An accounts collection, or an account other than {AccountSid}, with or without path parameters (`Accounts;x`). */
const OTHER_ACCOUNT = /\/accounts(?![a-z])(?!\/\{AccountSid\}(?:[/.]|$))/i;
const ACCOUNT_SID = /\bAC[0-9a-f]{32}\b/i;

export const executeRequest = defineAction({
  name: 'ExecuteRequest',
  description:
    "Sends any request to Twilio's API within the connection's account. For features that no other action covers.",
  docs: 'https://www.twilio.com/docs/usage/api',
  method: 'POST',
  path: '/',
  inputParameters: {
    Method: oneOf(['GET', 'POST', 'DELETE'], { create: 'required', description: 'The HTTP method.' }),
    Product: oneOf(PRODUCTS, {
      create: 'optional',
      description: "Twilio's product, which determines the host. Default: api.",
    }),
    Path: text({
      create: 'required',
      description:
        'The path, starting with the version. Write the account as {AccountSid}: /2010-04-01/Accounts/{AccountSid}/Queues.json.',
    }),
    Query: json({ create: 'optional', description: 'Query parameters by name.' }),
    Form: json({ create: 'optional', description: 'Form fields by name, for a POST.' }),
  },
  resultMetadata: {
    Status: integer({ description: 'The HTTP status.' }),
    Body: json({ description: "Twilio's response body, without auth tokens of accounts." }),
  },
  plan: ({ Method, Product, Path, Query, Form }) => {
    const path = Path as string;
    const decoded = decode(path);
    const problem = VERSIONED.test(decoded)
      ? [OTHER_ACCOUNT, ACCOUNT_SID].some((other) => other.test(decoded)) &&
        "must refer only to the connection's account, as {AccountSid}"
      : "must start with a version of Twilio's API, such as /2010-04-01/ or /v1/";
    if (problem) throw refuse('Path', problem);
    if (Form !== undefined && Method !== 'POST') throw refuse('Form', 'is allowed for POST only');
    return {
      method: Method as 'GET' | 'POST' | 'DELETE',
      ...(Product !== undefined && { product: Product as string }),
      path,
      ...(Query !== undefined && { query: toParameters('Query', Query) }),
      ...(Method === 'POST' && { form: toParameters('Form', Form ?? {}) }),
    };
  },
  answersWhole: true,
  // A caller who obtained the auth token could send requests without the connection.
  withholds: /auth_token$/,
  isIdempotent: false,
  spendsMoney: true,
  isDestructive: true,
  consequence: 'sends any request to Twilio, which may cost money and cannot be undone',
  isOffByDefault: true,
});

/** Decodes the path as a server would. A malformed path becomes empty and is then refused. */
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
    throw refuse(name, 'must be an object whose values are strings, numbers, booleans or lists of these');
  if (ACCOUNT_SID.test(JSON.stringify(value)))
    throw refuse(name, "must not contain an account SID: the request always uses the connection's account");
  return value as Record<string, Parameter>;
}

function refuse(field: string, description: string): EntityError {
  return new EntityError('INVALID_INPUT', `Invalid ExecuteRequest: ${field} ${description}.`, {
    violations: [{ field, description }],
  });
}
