/** Everybody who has a token, or an identity of the OIDC issuer. */
export const ALL_AUTHENTICATED = 'allAuthenticatedUsers';

const MAX_MEMBER_LENGTH = 512;

/** Of a token, as of a connection: 1 to 63 lower-case letters, digits and hyphens, with a letter first and no hyphen last. */
const TOKEN_NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const EMAIL = /^[^\s@:/]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const PRINCIPAL = /^[^\s/]+(?:\/[^\s/]+)*\/subject\/[\x21-\x7e]+$/;

/** Each kind of member: what stands before its id, what an id looks like, and how to say so. */
const KINDS = [
  { prefix: 'token:', id: TOKEN_NAME, form: 'token:<name of an API token>' },
  { prefix: 'user:', id: EMAIL, form: 'user:<email>' },
  { prefix: 'serviceAccount:', id: EMAIL, form: 'serviceAccount:<email>' },
  { prefix: 'principal://', id: PRINCIPAL, form: 'principal://<issuer>/subject/<subject>' },
] as const;

/** Whether a token may be called so. */
export function isTokenName(name: string): boolean {
  return TOKEN_NAME.test(name);
}

/** An email as members hold it: two writings of one are one caller. Undefined when it is none. */
export function toEmail(text: string): string | undefined {
  const email = text.toLowerCase();
  return EMAIL.test(email) ? email : undefined;
}

/**
 * Whether a service account is one of a project. A connection may act as its own project's only: as another's it could read
 * whatever that one may read.
 */
export function isServiceAccountOf(email: string, project: string): boolean {
  return toEmail(email)?.endsWith(`@${project.toLowerCase()}.iam.gserviceaccount.com`) ?? false;
}

/** The member of a policy, in the one writing that callers have; emails are lower-case. */
export function normalizeMember(member: string): string {
  return /^(?:user|serviceAccount):/.test(member) ? member.replace(/:.*$/s, (email) => email.toLowerCase()) : member;
}

/** What is wrong with a member of a policy; says nothing of its text, which may be a token in the wrong place. */
export function memberBreach(member: unknown): string | undefined {
  if (member === ALL_AUTHENTICATED) return undefined;
  const forms = `give ${KINDS.map(({ form }) => form).join(', ')}, or ${ALL_AUTHENTICATED}`;
  if (typeof member !== 'string') return `is no text; ${forms}`;
  if (member === 'allUsers') return `lets in who has no token, and every call needs one; use ${ALL_AUTHENTICATED}`;
  if (member.length > MAX_MEMBER_LENGTH)
    return `has ${member.length} characters; at most ${MAX_MEMBER_LENGTH} are kept`;
  const kind = KINDS.find(({ prefix }) => member.startsWith(prefix));
  if (kind === undefined) return `is of no kind that is known here; ${forms}`;
  const id = normalizeMember(member).slice(kind.prefix.length);
  return kind.id.test(id) ? undefined : `is not of the form ${kind.form}`;
}
