import type { Simulator } from '@twilio-connector/simulator';
import type { EntityTypeDescription, FieldDescription } from '../src/index.js';
import { type Example, shellWord } from './markdown.ts';

const EXAMPLE_CALL = 'CAdefbf2b4caa7df11dc48106385e32345';

/** The conditions of LIST examples, in addition to the parents. */
const CONDITIONS: Readonly<Record<string, string>> = {
  Accounts: "Status = 'active'",
  Alerts: "LogLevel = 'error'",
  AvailablePhoneNumbers: "Contains = '5550'",
  Calls: "Status = 'completed' AND StartTime >= 2024-01-01",
  CallSummaries: 'StartTime >= 2024-01-01',
  Conferences: "Status = 'in-progress'",
  IncomingPhoneNumbers: "PhoneNumber LIKE '+1555%'",
  Messages: "Status = 'failed' OR Body LIKE '%STOP%'",
  Recordings: `CallSid = '${EXAMPLE_CALL}'`,
  UsageRecords: "Interval = 'Monthly' AND StartDate >= 2024-01-01",
};

/** The keys of GET examples, for entity types without LIST. */
const IDS: Readonly<Record<string, string>> = {
  Balance: `AC${'0'.repeat(32)}`,
  CallAnnotation: EXAMPLE_CALL,
  CallSummary: EXAMPLE_CALL,
  PhoneNumberLookup: '%2B14155550100',
};
/** The fields of CREATE examples, for entity types without entities in the seed. */
const NEW: Readonly<Record<string, (simulator: Simulator) => object>> = {
  Feedback: () => ({ Sid: EXAMPLE_CALL, QualityScore: 5, Issue: ['dropped-call'] }),
  FeedbackSummary: () => ({ StartDate: '2024-06-01', EndDate: '2024-06-30' }),
  MessageFeedback: (simulator) => ({ MessageSid: simulator.snapshot('Messages')[0]?.sid, Outcome: 'confirmed' }),
};

/** Returns an example command for an entity type: a LIST, a GET, or a CREATE if the seed has no entities. */
export function entityTypeExample(type: EntityTypeDescription, simulator: Simulator): Example {
  return { command: toCommand(type, simulator) };
}

function toCommand(type: EntityTypeDescription, simulator: Simulator): string {
  const { name } = type;
  const path = `$C/entityTypes/${name}/entities`;
  const id = IDS[name];
  if (id !== undefined) return `curl -H "$T" ${path}/${id}`;
  const fields = NEW[name]?.(simulator);
  if (fields) return `curl -H "$T" ${path} -d ${shellWord({ fields })}`;
  const conditions = [...parentConditions(type, simulator), CONDITIONS[name] ?? []].flat().join(' AND ');
  const query = conditions ? ` --data-urlencode "conditions=${conditions}"` : '';
  return `curl -H "$T" -G ${path}${query} -d pageSize=5`;
}

/** Returns conditions on the parents of an entity in the simulator. */
function parentConditions({ name, fields }: EntityTypeDescription, simulator: Simulator): string[] {
  const [record] = simulator.snapshot(name);
  const parents = fields.filter(({ additionalDetails }) => additionalDetails.parent);
  return parents.map((parent) => {
    // Media have a generic `parent_sid` at Twilio.
    const value =
      record?.[sourceOf(parent)] ??
      record?.parent_sid ??
      parent.additionalDetails.values?.[0] ??
      keyOf(parent, simulator);
    return `${parent.name} = '${String(value)}'`;
  });
}

function keyOf({ name, reference }: FieldDescription, simulator: Simulator): unknown {
  const [parent] = simulator.snapshot(reference?.type ?? '');
  return parent?.sid ?? parent?.[name === 'CountryCode' ? 'country_code' : 'sid'];
}

function sourceOf({ additionalDetails: { twilioName } }: FieldDescription): string {
  return twilioName.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
