/** The identity that makes a call. */
export interface Caller {
  /**
   * The name in IAM policies: `token:<name>` (an API token), or `user:<email>` or `principal://<issuer host and path>/subject/<sub>`
   * (OIDC). `administrator` (the bootstrap token) cannot appear in a policy.
   */
  readonly member: string;
  /** Whether the caller is the bootstrap administrator, who has every permission on every resource. */
  readonly isAdministrator: boolean;
}

/** The caller with the bootstrap token. */
export const ADMINISTRATOR: Caller = { member: 'administrator', isAdministrator: true };

/** A caller that has only the permissions that policies grant. */
export function memberToCaller(member: string): Caller {
  return { member, isAdministrator: false };
}
