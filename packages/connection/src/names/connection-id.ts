/** A rule for the last part of a connection's name, and what a name is told that breaks it. */
interface IdRule {
  readonly rule: string;
  readonly isBroken: (id: string) => boolean;
  readonly sentence: (id: string) => string;
}

/** The rules of https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure, one sentence each. */
export const CONNECTION_ID_RULES: readonly IdRule[] = [
  {
    rule: 'it has at least one character',
    isBroken: (id) => id === '',
    sentence: () => 'has an empty connection id; give one of 1 to 63 characters',
  },
  {
    rule: 'at most 63 characters',
    isBroken: (id) => id.length > 63,
    sentence: (id) => `has a connection id of ${id.length} characters; shorten it to 63 at the most`,
  },
  {
    rule: 'letters are lower-case',
    isBroken: (id) => /[A-Z]/.test(id),
    sentence: () => 'has capital letters in its connection id; write them lower-case',
  },
  {
    rule: 'only letters from a to z, digits and hyphens',
    isBroken: (id) => /[^A-Za-z0-9-]/.test(id),
    sentence: () =>
      'has a connection id with other characters than letters from a to z, digits and hyphens; take them out',
  },
  {
    rule: 'starts with a letter',
    isBroken: (id) => /^[^A-Za-z]/.test(id),
    sentence: () => 'has a connection id that does not start with a letter; put one before it',
  },
  {
    rule: 'ends with a letter or a digit',
    isBroken: (id) => /[^A-Za-z0-9]$/.test(id),
    sentence: () => 'has a connection id that does not end with a letter or a digit; take the last character away',
  },
];

/** What is wrong with a connection id, a sentence for each rule that it breaks. */
export function connectionIdViolations(id: string): string[] {
  return CONNECTION_ID_RULES.filter((rule) => rule.isBroken(id)).map((rule) => rule.sentence(id));
}
