import { CALL_DEADLINE_MS } from '../../calls/deadline.js';
import { FIRST_CONNECTION } from '../../connections/first-connection.js';
import { parsePolicyResource, resourceOfPath } from '../../access/resource-names.js';
import { defineMethod } from '../method.js';
import { flag, ignored } from '../parameters.js';
import { type Inputs, invalidInput, readInputs, readText, readWhole } from './inputs.js';
import { TASK_OPERATIONS, type TaskOperationName } from './operations.js';

/** `integrations/ExecuteConnection:execute`: carries out one operation, with the task's names for inputs and outputs. */
export const executeConnection = defineMethod({
  id: 'v2.integrations.executeConnection',
  permission: 'none',
  audit: 'DATA_WRITE',
  on: 'runtime',
  // `validateOnly` is an extension. Google's `triggerId` selects a task of an integration; here there is only this one.
  parameters: { validateOnly: flag(), triggerId: ignored() },
  body: 'any',
  async requirement({ connections }, { path, body }) {
    const inputs = readInputs(body);
    const asked = connectionNameOf(path, readText(inputs.connectionName, 'connectionName'));
    const access = TASK_OPERATIONS[operationOf(inputs)].access(inputs);
    return { ...access, resource: await connections.resolve(asked), asked };
  },
  handle(runtime, { query, body, ...given }) {
    const inputs = readInputs(body);
    const seconds = readWhole(inputs.timeout, 'timeout');
    const context = {
      ...given,
      isDryRun: query.validateOnly,
      signal: seconds ? withTimeout(given.signal, seconds * 1000) : given.signal,
    };
    return TASK_OPERATIONS[operationOf(inputs)].run(runtime, inputs, context);
  },
});

/** Accepts short names as well: `LIST` means `LIST_ENTITIES`. */
function operationOf(inputs: Inputs): TaskOperationName {
  const given = readText(inputs.operation, 'operation') ?? '';
  const name = given.replace(/^(LIST|GET|CREATE|UPDATE|DELETE)$/, (verb) =>
    verb === 'LIST' ? 'LIST_ENTITIES' : `${verb}_ENTITY`,
  );
  if (Object.hasOwn(TASK_OPERATIONS, name)) return name as TaskOperationName;
  throw invalidInput('operation', `must be one of ${Object.keys(TASK_OPERATIONS).join(', ')}`);
}

/** Accepts a resource name, or a short name in the project and location of the call. Default: the first connection. */
function connectionNameOf(path: Readonly<Record<string, string>>, name = FIRST_CONNECTION): string {
  if (parsePolicyResource(name)?.connection !== undefined) return name;
  return resourceOfPath({ ...path, connectionsId: name });
}

/** The timeout of a task is at most the time limit of a call. */
function withTimeout(signal: AbortSignal, timeoutMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(Math.min(timeoutMs, CALL_DEADLINE_MS))]);
}
