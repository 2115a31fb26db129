import * as z from 'zod';
import { type Breach, breachesOf } from './breach.js';
import { configVariableBreaches } from './config-variable-rules.js';
import type { ConfigVariableTemplate } from './config-variable-template.js';
import { connectorVersion } from './connector-version.js';
import { count, due, flag, int64, secretReference, text, timestamp } from './fields.js';
import { NOT_SERVED_AUTH_TYPES } from './google-fields.js';
import { labelBreaches } from './labels.js';
import { connectionNameBreaches, connectorVersionBreaches } from './resource-names.js';
import { isRecord } from './json.js';
import { connectionStates } from './status.js';
import { shapeOf } from './violations.js';

const nodeConfig = z
  .object({ minNodeCount: count(1, 100).default(2), maxNodeCount: count(1, 100).default(50) }, due('an object'))
  .superRefine(...breachesOf(nodeOrderBreaches))
  .prefault({});

const userPassword = z.object(
  {
    username: text('an Account SID').regex(/^AC[0-9a-fA-F]{32}$/, due('an Account SID: AC and 32 hexadecimal digits')),
    password: secretReference(),
  },
  due('an object with username and password'),
);

const authConfig = z.object(
  { authType: z.literal('USER_PASSWORD', { error: authTypeError }), userPassword },
  due('an object with authType and userPassword'),
);

const configVariable = z.object(
  {
    key: text('the key of a variable'),
    stringValue: text('a text').optional(),
    intValue: int64('a whole number').optional(),
    boolValue: flag().optional(),
    secretValue: secretReference().optional(),
  },
  due('an object with a key and a value'),
);

const status = z
  .object(
    {
      state: z.enum(connectionStates, due(`one of ${connectionStates.join(', ')}`)),
      description: text('a text').default(''),
      status: text('a text').default(''),
    },
    due('an object with a state'),
  )
  .prefault({ state: 'CREATING' });

const infraConfig = z
  .object({ ratelimitThreshold: int64('a whole number') }, due('an object'))
  .default({ ratelimitThreshold: connectorVersion.ratelimitThreshold });

const launchStage = z
  .enum(['PREVIEW', 'GA', 'DEPRECATED', 'TEST', 'PRIVATE_PREVIEW'], due('a launch stage such as GA'))
  .default(connectorVersion.launchStage);

/** A Connection in Google's shape, its variables judged by these templates. */
export function createConnectionSchema(templates: readonly ConfigVariableTemplate[]) {
  return z.object(
    {
      name: text('the name of a connection').superRefine(...nameBreaches(connectionNameBreaches)),
      connectorVersion: text('the name of a connector version').superRefine(...nameBreaches(connectorVersionBreaches)),
      description: text('a text').default(''),
      labels: z
        .record(z.string(), text('a text'), due('an object of texts'))
        .superRefine(...breachesOf((labels: unknown) => (isRecord(labels) ? labelBreaches(labels) : [])))
        .default({}),
      configVariables: z
        .array(configVariable, due('a list of variables'))
        .superRefine(...breachesOf((variables: unknown) => configVariableBreaches(variables, templates)))
        .default([]),
      authConfig,
      nodeConfig,
      suspended: flag().default(false),
      status,
      createTime: timestamp().optional(),
      updateTime: timestamp().optional(),
      connectionRevision: int64('a whole number').default('1'),
      connectorVersionLaunchStage: launchStage,
      connectorVersionInfraConfig: infraConfig,
    },
    due('an object'),
  );
}

/** One configured Twilio account, valid and with every default filled in. Secrets are references only. */
export type Connection = z.output<ReturnType<typeof createConnectionSchema>>;

/** A variable as it travels: its key, and its value in the field that its type has. */
export type ConfigVariable = Connection['configVariables'][number];

function nameBreaches(find: (name: string) => string[]) {
  return breachesOf((name: unknown): Breach[] =>
    typeof name === 'string' ? find(name).map((predicate) => ({ path: [], predicate })) : [],
  );
}

function nodeOrderBreaches(value: unknown): Breach[] {
  if (!isRecord(value)) return [];
  const { minNodeCount: min, maxNodeCount: max } = value;
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  return [
    { path: ['minNodeCount'], predicate: `is ${min}, above maxNodeCount, which is ${max}; raise that or lower this` },
  ];
}

function authTypeError({ input }: { readonly input?: unknown }): string {
  if (typeof input === 'string' && NOT_SERVED_AUTH_TYPES.includes(input)) {
    return `is ${input}, which is not supported by this build; give USER_PASSWORD`;
  }
  return `is ${shapeOf(input)}; give USER_PASSWORD`;
}
