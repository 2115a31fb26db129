import * as z from 'zod';
import { authConfig } from '../auth/auth-config.js';
import { type Violation, refineWith, refineTextWith } from '../violations/refinements.js';
import { configVariable } from '../variables/config-variable.js';
import { configVariableViolations, variableValues } from '../variables/config-variable-rules.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configVariableTemplates } from '../templates/config-variable-templates.js';
import { connectorVersion } from '../names/connector-version.js';
import { destinationViolations, destinationConfigs } from '../destinations/destination-configs.js';
import { count, due, flag, int64, text, timestamp } from '../fields/field-schemas.js';
import { labelViolations } from './labels.js';
import { logConfig } from './log-config.js';
import { connectionNameViolations, connectorVersionViolations } from '../names/resource-names.js';
import { isRecord } from '../violations/json-shape.js';
import { serviceAccountViolations } from '../auth/service-account.js';
import { connectionStates } from './connection-status.js';

const nodeConfig = z
  .object({ minNodeCount: count(1, 100).default(2), maxNodeCount: count(1, 100).default(50) }, due('an object'))
  .superRefine(...refineWith(nodeOrderViolations))
  .prefault({});

const lockConfig = z
  .object({ locked: flag().optional(), reason: text('a text').optional() }, due('an object with locked and reason'))
  .optional();

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
  const shape = z.object(
    {
      name: text('the name of a connection').superRefine(...refineTextWith(connectionNameViolations)),
      connectorVersion: text('the name of a connector version').superRefine(...refineTextWith(connectorVersionViolations)),
      description: text('a text').default(''),
      labels: z
        .record(z.string(), text('a text'), due('an object of texts'))
        .superRefine(...refineWith((labels: unknown) => (isRecord(labels) ? labelViolations(labels) : [])))
        .default({}),
      configVariables: z
        .array(configVariable, due('a list of variables'))
        .superRefine(...refineWith((variables: unknown) => configVariableViolations(variables, templates)))
        .default([]),
      authConfig,
      lockConfig,
      destinationConfigs,
      serviceAccount: text('the e-mail address of a service account')
        .superRefine(...refineTextWith(serviceAccountViolations))
        .default(''),
      nodeConfig,
      logConfig,
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
  return shape.superRefine(...refineWith((connection: unknown) => crossFieldViolations(connection, templates)));
}

/** Rules that look at more than one field. */
function crossFieldViolations(connection: unknown, templates: readonly ConfigVariableTemplate[]): Violation[] {
  if (!isRecord(connection)) return [];
  const values = variableValues(connection['configVariables'], templates);
  const breaches = destinationViolations(connection['destinationConfigs'], values);
  return breaches.map(({ path, predicate }) => ({ path: ['destinationConfigs', ...path], predicate }));
}

/** A Connection with the variables of this build. */
export const connectionSchema = createConnectionSchema(configVariableTemplates);

/** One configured Twilio account, valid and with every default filled in. Secrets are references only. */
export type Connection = z.output<ReturnType<typeof createConnectionSchema>>;

function nodeOrderViolations(value: unknown): Violation[] {
  if (!isRecord(value)) return [];
  const { minNodeCount: min, maxNodeCount: max } = value;
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  return [
    { path: ['minNodeCount'], predicate: `is ${min}, above maxNodeCount, which is ${max}; raise that or lower this` },
  ];
}
