/** The identity that makes a call. */
export interface Caller {
  /**
   * The name in IAM policies: `token:<name>` (an API token), or `user:<email>` or `principal://<issuer host and path>/subject/<sub>`
   * (OIDC). `administrator` (the bootstrap token) cannot appear in a policy.
   */
  readonly member: string;
  /** Whether the caller is the bootstrap administrator, who has every permission on every resource. */
  readonly isAdministrator: boolean;
  /** When its token expires, in ISO 8601. Absent if the token does not expire. */
  readonly expireTime?: string;
}

/** The caller with the bootstrap token. */
export const ADMINISTRATOR: Caller = { member: 'administrator', isAdministrator: true };

/** A caller that has only the permissions that policies grant. */
export function memberToCaller(member: string, expireTime?: string): Caller {
  return { member, isAdministrator: false, ...(expireTime !== undefined && { expireTime }) };
}
