/** Who makes a call, as IAM policies name it. */
export interface Caller {
  /**
   * `token:<name>` (an API token of ours), `user:<email>` or `principal://<issuer host and path>/subject/<sub>` (OIDC), or
   * `administrator` (the bootstrap token), which no policy can name.
   */
  readonly member: string;
  /** The bootstrap administrator: every permission on everything. */
  readonly isAdministrator: boolean;
}

/** Who has the bootstrap token. */
export const ADMINISTRATOR: Caller = { member: 'administrator', isAdministrator: true };

/** A caller that has what policies give it. */
export function memberToCaller(member: string): Caller {
  return { member, isAdministrator: false };
}
