/** A rule for a connection id, the last part of a connection's name. */
interface IdRule {
  /** The rule as the README lists it. */
  readonly rule: string;
  readonly isBroken: (id: string) => boolean;
  readonly problem: (id: string) => string;
}

/** The rules of https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure, one message each. */
export const CONNECTION_ID_RULES: readonly IdRule[] = [
  {
    rule: 'has at least one character',
    isBroken: (id) => id === '',
    problem: () => 'has an empty connection id; use 1 to 63 characters',
  },
  {
    rule: 'has at most 63 characters',
    isBroken: (id) => id.length > 63,
    problem: (id) => `has a connection id of ${id.length} characters; shorten it to at most 63`,
  },
  {
    rule: 'has no uppercase letters',
    isBroken: (id) => /[A-Z]/.test(id),
    problem: () => 'has uppercase letters in its connection id; use lowercase letters',
  },
  {
    rule: 'has only letters from a to z, digits and hyphens',
    isBroken: (id) => /[^A-Za-z0-9-]/.test(id),
    problem: () =>
      'has characters other than letters from a to z, digits and hyphens in its connection id; remove them',
  },
  {
    rule: 'starts with a letter',
    isBroken: (id) => /^[^A-Za-z]/.test(id),
    problem: () => 'has a connection id that does not start with a letter; start it with a letter',
  },
  {
    rule: 'ends with a letter or a digit',
    isBroken: (id) => /[^A-Za-z0-9]$/.test(id),
    problem: () => 'has a connection id that does not end with a letter or a digit; remove the last character',
  },
];

/** One problem for each rule that a connection id breaks. */
export function connectionIdProblems(id: string): string[] {
  return CONNECTION_ID_RULES.filter((rule) => rule.isBroken(id)).map((rule) => rule.problem(id));
}
