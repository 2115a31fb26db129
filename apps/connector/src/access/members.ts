/** Every caller with an API token or an identity of the OIDC issuer. */
export const ALL_AUTHENTICATED = 'allAuthenticatedUsers';

const MAX_MEMBER_LENGTH = 512;

/** Like the id of a connection: 1 to 63 lower-case letters, digits and hyphens; starts with a letter, does not end with a hyphen. */
const TOKEN_NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** An address without quotes or comments, in lower case: with them, one mailbox would have several spellings. */
const EMAIL =
  /^(?=[^@]{1,64}@.{1,253}$)[a-z0-9_!#$%&'*+=?^`{|}~-]+(?:\.[a-z0-9_!#$%&'*+=?^`{|}~-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
const PRINCIPAL = /^[^\s/]+(?:\/[^\s/]+)*\/subject\/[\x21-\x7e]+$/;
const NOT_ASCII = /[^\0-\x7f]/u;

/** The kinds of members: prefix, pattern of the id after it, and the form shown in messages. */
const KINDS = [
  { prefix: 'token:', id: TOKEN_NAME, form: 'token:<name of an API token>' },
  { prefix: 'user:', id: EMAIL, form: 'user:<email>' },
  { prefix: 'serviceAccount:', id: EMAIL, form: 'serviceAccount:<email>' },
  { prefix: 'principal://', id: PRINCIPAL, form: 'principal://<issuer>/subject/<subject>' },
] as const;

export function isTokenName(name: string): boolean {
  return TOKEN_NAME.test(name);
}

/**
 * The lower-case form of an email, as members contain it. Returns undefined for an invalid email, and for one with a character
 * outside ASCII: it may look like the email of another person, or become it by a conversion to lower case.
 */
export function toEmail(text: string): string | undefined {
  const email = toAsciiLowerCase(text);
  return EMAIL.test(email) ? email : undefined;
}

/** Leaves other characters alone. The method of strings turns U+212A, the sign for Kelvin, into the letter k. */
function toAsciiLowerCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * Whether a service account belongs to a project. A connection may only use one of its own project; with another project's it
 * could read everything that service account may read.
 */
export function isServiceAccountOf(email: string, project: string): boolean {
  return toEmail(email)?.endsWith(`@${project}.iam.gserviceaccount.com`) ?? false;
}

/** Lower-cases the email of a member. */
export function normalizeMember(member: string): string {
  return /^(?:user|serviceAccount):/.test(member) ? member.replace(/:.*$/s, toAsciiLowerCase) : member;
}

/** Describes why a member of a policy is not valid. Does not repeat it, since it may be a misplaced token. */
export function memberBreach(member: unknown): string | undefined {
  if (member === ALL_AUTHENTICATED) return undefined;
  const forms = `use ${KINDS.map(({ form }) => form).join(', ')}, or ${ALL_AUTHENTICATED}`;
  if (typeof member !== 'string') return `is not a string; ${forms}`;
  if (member === 'allUsers') {
    return `would allow callers without a token, which this server always requires; use ${ALL_AUTHENTICATED}`;
  }
  if (member.length > MAX_MEMBER_LENGTH) {
    return `has ${member.length} characters; the maximum is ${MAX_MEMBER_LENGTH}`;
  }
  const foreign = NOT_ASCII.exec(member)?.[0].codePointAt(0);
  if (foreign !== undefined) return `contains the character ${toCodePoint(foreign)}, which is not ASCII; ${forms}`;
  const kind = KINDS.find(({ prefix }) => member.startsWith(prefix));
  if (kind === undefined) return `is of an unknown kind; ${forms}`;
  const id = normalizeMember(member).slice(kind.prefix.length);
  return kind.id.test(id) ? undefined : `is not of the form ${kind.form}`;
}

/** `U+212A` */
function toCodePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
