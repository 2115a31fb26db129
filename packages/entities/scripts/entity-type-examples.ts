import type { Simulator } from '@twilio-connector/simulator';
import type { EntityTypeDescription, FieldDescription } from '../src/index.js';
import { type Example, shellWord } from './markdown.ts';

const EXAMPLE_CALL = 'CAdefbf2b4caa7df11dc48106385e32345';

/** What a list is asked for, where there is something to say beyond its parents. */
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

/** What can be read by its key only, and what has to be made first. */
const IDS: Readonly<Record<string, string>> = {
  Balance: `AC${'0'.repeat(32)}`,
  CallAnnotation: EXAMPLE_CALL,
  CallSummary: EXAMPLE_CALL,
  PhoneNumberLookup: '%2B14155550100',
};
const NEW: Readonly<Record<string, (simulator: Simulator) => object>> = {
  Feedback: () => ({ Sid: EXAMPLE_CALL, QualityScore: 5, Issue: ['dropped-call'] }),
  FeedbackSummary: () => ({ StartDate: '2024-06-01', EndDate: '2024-06-30' }),
  MessageFeedback: (simulator) => ({ MessageSid: simulator.snapshot('Messages')[0]?.sid, Outcome: 'confirmed' }),
};

/** A command that shows an entity type at work: its list, one of it, or, where there is nothing to read yet, a CREATE. */
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

/** Names the parents of something that the simulator has. */
function parentConditions({ name, fields }: EntityTypeDescription, simulator: Simulator): string[] {
  const [record] = simulator.snapshot(name);
  const parents = fields.filter(({ additionalDetails }) => additionalDetails.parent);
  return parents.map((parent) => {
    // Of media Twilio says the parent, whatever it is.
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
