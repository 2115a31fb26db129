import { setTimeout as sleep } from 'node:timers/promises';
import type { Api, ApiAnswer } from './api.ts';
import { read } from './api.ts';
import { createTracked } from './tracked.ts';
import type { Writer, WriterOptions } from './writer.ts';

const SETTLE_MS = 5000;
const TRANSIENT_STATES = ['CREATING', 'UPDATING', 'DELETING'];

/** The properties that are compared. */
interface State {
  readonly mark: number;
  readonly suspended: boolean;
  /** The members of its IAM policy. */
  readonly members: readonly string[];
}

/** Repeatedly creates, changes, suspends, shares and deletes one connection under the same name. */
export function createConnectionWriter(id: string, options: WriterOptions): Writer {
  const { lane, random, findings } = options;
  const parent = `projects/${lane}/locations/local`;
  const name = `${parent}/connections/${id}`;
  const tracked = createTracked(name, 'absent', findings);
  // The long-running operations of this round whose names were received.
  let operations: string[] = [];
  let marks = 0;

  async function change(next: State | 'absent', call: Parameters<Api>[0], api: Api): Promise<boolean> {
    const answer = await tracked.attempt(textOf(next), () => api(call));
    if (answer && 'done' in answer.json) operations.push(String(answer.json.name));
    return answer !== undefined;
  }

  const create = (api: Api) => {
    const next: State = { mark: (marks += 1), suspended: false, members: [] };
    const path = `/v1/${parent}/connections?connectionId=${id}`;
    return change(next, { method: 'POST', path, body: { ...bodyOf(next), ...accountOf(options) } }, api);
  };
  const patch = (api: Api, next: State, updateMask: string) =>
    change(next, { method: 'PATCH', path: `/v1/${name}?updateMask=${updateMask}`, body: bodyOf(next) }, api);
  const share = (api: Api, next: State) => {
    const bindings = [{ role: 'roles/connectors.viewer', members: next.members }];
    const policy = { bindings: next.members.length > 0 ? bindings : [] };
    return change(next, { method: 'POST', path: `/v1/${name}:setIamPolicy`, body: { policy } }, api);
  };

  return {
    write(api) {
      if (tracked.state === 'absent') return create(api);
      const state = JSON.parse(tracked.state) as State;
      const chance = random.next();
      if (chance < 0.35) {
        return patch(api, { ...state, mark: (marks += 1) }, 'description,labels,nodeConfig.minNodeCount');
      }
      if (chance < 0.55) return patch(api, { ...state, suspended: !state.suspended }, 'suspended');
      if (chance < 0.75) return share(api, { ...state, members: [`token:m${(marks += 1)}`] });
      return change('absent', { method: 'DELETE', path: `/v1/${name}` }, api);
    },

    async check(api) {
      const settled = await settle(api, name);
      if (!settled) findings.flaw('stuck', `${name} stayed in a transient state for more than ${SETTLE_MS} ms`);
      else tracked.found(await stateOf(api, name, settled));
      for (const operation of operations) {
        const found = await api({ method: 'GET', path: `/v1/${operation}` });
        if (found?.status === 404) findings.flaw('lost', `the operation ${operation}`);
        else if (!found?.json.done) findings.flaw('stuck', `the operation ${operation}`);
      }
      operations = [];
      const open = await read(api, `/v1/${parent}/operations?filter=done=false`);
      for (const { name: operation, metadata } of open.operations ?? []) {
        if (metadata.target === name) findings.flaw('stuck', `the operation ${operation} to ${metadata.verb}`);
      }
    },
  };
}

function textOf(state: State | 'absent'): string {
  return state === 'absent' ? state : JSON.stringify(state);
}

/** The mark is part of several members, so that a partial change is visible. */
function bodyOf({ mark, suspended }: State) {
  return {
    description: `mark ${mark}`,
    labels: { mark: String(mark) },
    nodeConfig: { minNodeCount: 1 + (mark % 50), maxNodeCount: 50 },
    suspended,
  };
}

function accountOf({ lane, simulator, twilioUrl }: WriterOptions) {
  return {
    connectorVersion: `projects/${lane}/locations/global/providers/twilio/connectors/twilio/versions/1`,
    configVariables: [{ key: 'base_url', stringValue: `${twilioUrl}/{product}` }],
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: simulator.accountSid,
        password: { secretVersion: `projects/${lane}/secrets/account/versions/1` },
      },
    },
  };
}

/** The connection, once it has left every transient state. */
async function settle(api: Api, name: string): Promise<ApiAnswer | undefined> {
  for (const end = performance.now() + SETTLE_MS; performance.now() < end; await sleep(20)) {
    const answer = await api({ method: 'GET', path: `/v1/${name}` });
    if (answer && !TRANSIENT_STATES.includes(answer.json.status?.state)) return answer;
  }
  return undefined;
}

/** The serialized state, or the raw resource if it is only partly changed. */
async function stateOf(api: Api, name: string, { status, json }: ApiAnswer): Promise<string> {
  if (status === 404) return 'absent';
  const { bindings = [] } = await read(api, `/v1/${name}:getIamPolicy`);
  const { description, labels, nodeConfig, suspended = false, status: connectionStatus } = json;
  const mark = Number(labels?.mark);
  const state = { mark, suspended, members: bindings.flatMap(({ members }: { members: string[] }) => members) };
  const isWhole = description === `mark ${mark}` && nodeConfig?.minNodeCount === 1 + (mark % 50);
  const isSettled = connectionStatus?.state === (suspended ? 'INACTIVE' : 'ACTIVE');
  return isWhole && isSettled ? textOf(state) : JSON.stringify({ ...json, members: state.members });
}
