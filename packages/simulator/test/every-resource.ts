import { instancePathOf, propertyOf, type ServedResource, serveResources } from '../src/engine/served-resource.js';
import { createSimulator, type Row, type Simulator } from '../src/index.js';
import { resources } from '../src/resources/index.js';
import type { Verb } from '../src/resources/resource.js';
import type { Properties, ValueSpec } from '../src/twilio/operations.js';
import { basic } from './simulate.js';

/** Every resource, with its operations. */
export const everyResource = serveResources(resources);

/** Every operation, as a table for `test.each`. */
export const everyOperation = everyResource.flatMap((served) =>
  (Object.keys(served.operations) as Verb[]).map((verb) => [`${served.resource.name} ${verb}`, served, verb] as const),
);

const METHODS = { list: 'GET', get: 'GET', create: 'POST', update: 'POST', delete: 'DELETE' } as const;

/** Fields that Twilio asks for besides those that its OpenAPI requires, or whose values must be true ones. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Calls create': { To: '+15550100001', From: '+15550100100', Url: 'https://example.com/voice' },
  'Calls update': { Status: 'completed' },
  'Participants create': { To: '+15550100001', From: '+15550100100' },
  'Messages create': { To: '+15550100001', From: '+15550100100', Body: 'Hello' },
  'Messages update': { Body: '' },
  'IncomingPhoneNumbers create': { PhoneNumber: '+15550199999' },
  'IncomingPhoneNumbersCategory create': { PhoneNumber: '+15550199998' },
  'OutgoingCallerIds create': { PhoneNumber: '+14155550100' },
  'StudioFlows create': { Definition: '{}' },
  'Verifications create': { To: '+15550100001', Channel: 'sms' },
  'VerificationChecks create': { To: '+15550100001', Code: '123456' },
  'CallRecordings update': { Status: 'stopped' },
  'ConferenceRecordings update': { Status: 'stopped' },
};

/** What must be there before something can be asked. */
const BEFORE: Readonly<Record<string, (probe: Probe) => Promise<unknown>>> = {
  CallRecordings: async (probe) => {
    await probe.ask(resourceNamed('Calls'), 'create');
    probe.simulator.advance(4000);
  },
  async ConferenceRecordings({ simulator }) {
    const conference = simulator.snapshot('Conferences').at(-1)!;
    const recording = simulator.snapshot('Recordings').at(-1)!;
    simulator.seed('Recordings', [{ ...recording, conference_sid: conference.sid, status: 'in-progress' }]);
  },
  VerificationChecks: (probe) => probe.ask(resourceNamed('Verifications'), 'create'),
};
const OLDER_MS = { list: 0, get: 0, create: 0, update: 4000, delete: 60_000 } as const;
/** Rows that may be in no state for it, before one is. */
const TRIES = 5;

/** Asks for one operation after another, in a simulator of its own. */
export interface Probe {
  readonly simulator: Simulator;
  /** A true request for an operation: on an entity made for it where one can be made. */
  ask(served: ServedResource, verb: Verb): Promise<Response>;
  /** The same with another query or form. */
  askWith(served: ServedResource, verb: Verb, parameters: URLSearchParams): Promise<Response>;
  /** What `ask` sends. */
  parametersOf(served: ServedResource, verb: Verb): URLSearchParams;
}

export function resourceNamed(name: string): ServedResource {
  return everyResource.find(({ resource }) => resource.name === name)!;
}

export function createProbe(): Probe {
  const simulator = createSimulator();
  const Authorization = basic(simulator.accountSid, simulator.authToken);
  const send = ({ product }: ServedResource, verb: Verb, path: string, parameters: URLSearchParams) => {
    const url = `https://${product}.twilio.com${path}${product === 'api' ? '.json' : ''}`;
    const isForm = METHODS[verb] === 'POST';
    const query = isForm || parameters.size === 0 ? '' : `?${parameters.toString()}`;
    const init = { method: METHODS[verb], headers: { Authorization }, ...(isForm && { body: parameters }) };
    return simulator.fetch(new Request(url + query, init));
  };

  const probe: Probe = {
    simulator,
    parametersOf,
    ask: (served, verb) => probe.askWith(served, verb, parametersOf(served, verb)),
    async askWith(served, verb, parameters) {
      const { resource } = served;
      await BEFORE[resource.name]?.(probe);
      if (verb === 'list' || verb === 'create') {
        const row = verb === 'list' ? newestOf(served) : undefined;
        return send(served, verb, fill(resource.path!, served, row ?? parentRow(served)), parameters);
      }
      if (served.operations.create)
        await send(served, 'create', fill(resource.path!, served, parentRow(served)), parametersOf(served, 'create'));
      simulator.advance(OLDER_MS[verb]);
      const rows = simulator.snapshot(resource.name).toReversed().slice(0, TRIES);
      let response: Response | undefined;
      for (const row of rows.length === 0 ? [parentRow(served)] : rows) {
        response = await send(served, verb, fill(instancePathOf(resource), served, row), parameters);
        if (response.ok) break;
      }
      return response!;
    },
  };
  return probe;

  /** The newest that can be seen from the resource's path. */
  function newestOf({ parent, resource }: ServedResource): Row | undefined {
    return simulator.snapshot(resource.name).findLast((row) => !parent || row[parent.property] != null);
  }

  function parentRow({ parent }: ServedResource): Row {
    const above = parent && simulator.snapshot(parent.resource).at(-1);
    return above ? { sid: above.sid, [parent.property]: above[parent.key] } : { sid: simulator.accountSid };
  }

  function fill(path: string, { resource }: ServedResource, row: Row): string {
    return path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'AccountSid') return simulator.accountSid;
      const value = row[propertyOf(name, resource)];
      const words = Object.entries(resource.words?.[name] ?? {});
      if (words.length > 0) return (words.find(([, meaning]) => meaning === value) ?? words[0]!)[0];
      return encodeURIComponent(typeof value === 'string' ? value : '+14155550100');
    });
  }
}

/** The least that an operation takes. */
function parametersOf({ resource, operations }: ServedResource, verb: Verb): URLSearchParams {
  const specs: Properties = { ...operations[verb]?.query, ...operations[verb]?.form };
  const required = Object.entries(specs).filter(([, spec]) => spec.required);
  const values = Object.fromEntries(required.map(([name, spec]) => [name, valueOf(name, spec)]));
  return new URLSearchParams({ ...values, ...FIELDS[`${resource.name} ${verb}`] });
}

/** The SIDs of what the seed has, where a field names something. */
const NAMED: Readonly<Record<string, string>> = {
  PhoneNumberSid: 'IncomingPhoneNumbers',
  ShortCodeSid: 'ShortCodes',
  CredentialListSid: 'SipCredentialLists',
  IpAccessControlListSid: 'SipIpAccessControlLists',
};

function valueOf(name: string, spec: ValueSpec): string {
  const named = NAMED[name];
  if (named) return createSimulator().snapshot(named).at(-1)!.sid;
  if (spec.enum) return String(spec.enum[0]);
  const prefix = /^\^\(?([A-Z]{2})/.exec(spec.pattern ?? '')?.[1];
  if (prefix) return `${prefix}${'1'.repeat(32)}`;
  if (spec.format?.startsWith('date')) return '2024-01-01';
  if (spec.format === 'uri') return 'https://example.com/';
  if (spec.type === 'integer' || spec.type === 'number') return '1';
  return spec.type === 'boolean' ? 'true' : 'Something';
}
