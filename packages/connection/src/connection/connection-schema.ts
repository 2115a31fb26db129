import * as z from 'zod';
import { authConfig } from '../auth/auth-config.js';
import { serviceAccountProblems } from '../auth/service-account.js';
import { destinationConfigs, destinationViolations } from '../destinations/destination-configs.js';
import { count, expecting, flag, int64, text, timestamp } from '../fields/field-schemas.js';
import { connectorVersion } from '../names/connector-version.js';
import {
  CONNECTION_NAME,
  CONNECTOR_VERSION_NAME,
  connectionNameProblems,
  connectorVersionProblems,
} from '../names/resource-names.js';
import type { ConfigVariableTemplate } from '../templates/config-variable-template.js';
import { configVariableTemplates } from '../templates/config-variable-templates.js';
import { sslConfig } from '../tls/ssl-config.js';
import { configVariable } from '../variables/config-variable.js';
import { configVariableViolations, variableValues } from '../variables/config-variable-rules.js';
import { isRecord } from '../violations/json-shape.js';
import { refineTextWith, refineWith, type Violation } from '../violations/refinements.js';
import { connectionStates } from './connection-status.js';
import { labelViolations } from './labels.js';
import { logConfig } from './log-config.js';

const LAUNCH_STAGES = ['PREVIEW', 'GA', 'DEPRECATED', 'TEST', 'PRIVATE_PREVIEW'] as const;

const nodeConfig = z
  .object(
    { minNodeCount: count(1, 100).default(2), maxNodeCount: count(1, 100).default(50) },
    expecting('an object with minNodeCount and maxNodeCount'),
  )
  .superRefine(...refineWith(nodeConfigViolations))
  .prefault({});

const lockConfig = z
  .object(
    { locked: flag().optional(), reason: text('a string').optional() },
    expecting('an object with locked and reason'),
  )
  .optional();

const status = z
  .object(
    {
      state: z.enum(connectionStates, expecting(`one of ${connectionStates.join(', ')}`)),
      description: text('a string').default(''),
      status: text('a string').default(''),
    },
    expecting('an object with state'),
  )
  .prefault({ state: 'CREATING' });

const infraConfig = z
  .object({ ratelimitThreshold: int64() }, expecting('an object with ratelimitThreshold'))
  .default({ ratelimitThreshold: connectorVersion.ratelimitThreshold });

const launchStage = z
  .enum(LAUNCH_STAGES, expecting(`one of ${LAUNCH_STAGES.join(', ')}`))
  .default(connectorVersion.launchStage);

/** The schema of a Connection in Google's shape; its variables are validated against the templates. */
export function createConnectionSchema(templates: readonly ConfigVariableTemplate[]) {
  const shape = z.object(
    {
      name: text(CONNECTION_NAME).superRefine(...refineTextWith(connectionNameProblems)),
      connectorVersion: text(CONNECTOR_VERSION_NAME).superRefine(...refineTextWith(connectorVersionProblems)),
      description: text('a string').default(''),
      labels: z
        .record(z.string(), text('a string'), expecting('an object of strings'))
        .superRefine(...refineWith((labels: unknown) => (isRecord(labels) ? labelViolations(labels) : [])))
        .default({}),
      configVariables: z
        .array(configVariable, expecting('a list of variables'))
        .superRefine(...refineWith((variables: unknown) => configVariableViolations(variables, templates)))
        .default([]),
      authConfig,
      lockConfig,
      destinationConfigs,
      sslConfig,
      serviceAccount: text('the e-mail address of a service account')
        .superRefine(...refineTextWith(serviceAccountProblems))
        .default(''),
      nodeConfig,
      logConfig,
      suspended: flag().default(false),
      status,
      createTime: timestamp().optional(),
      updateTime: timestamp().optional(),
      connectionRevision: int64().default('1'),
      connectorVersionLaunchStage: launchStage,
      connectorVersionInfraConfig: infraConfig,
    },
    expecting('an object'),
  );
  return shape.superRefine(...refineWith((connection: unknown) => crossFieldViolations(connection, templates)));
}

/** Rules that involve more than one field. */
function crossFieldViolations(connection: unknown, templates: readonly ConfigVariableTemplate[]): Violation[] {
  if (!isRecord(connection)) return [];
  const values = variableValues(connection['configVariables'], templates);
  const violations = destinationViolations(connection['destinationConfigs'], values);
  return violations.map(({ path, problem }) => ({ path: ['destinationConfigs', ...path], problem }));
}

/** The schema of a Connection with the variables of this build. */
export const connectionSchema = createConnectionSchema(configVariableTemplates);

/** A valid connection to one Twilio account, with all defaults filled in. It holds references to secrets, never values. */
export type Connection = z.output<ReturnType<typeof createConnectionSchema>>;

function nodeConfigViolations(value: unknown): Violation[] {
  if (!isRecord(value)) return [];
  const { minNodeCount: min, maxNodeCount: max } = value;
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  const problem = `is ${min}, which exceeds maxNodeCount (${max}); lower minNodeCount or raise maxNodeCount`;
  return [{ path: ['minNodeCount'], problem }];
}
