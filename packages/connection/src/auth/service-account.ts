/** Google's default accounts: App Engine's, Compute Engine's, and the accounts of other Google services. */
const DEFAULT_ACCOUNT = /^(?:[a-z0-9][a-z0-9.:-]*@appspot|\d+-compute@developer|\d+@[a-z0-9-]+)\.gserviceaccount\.com$/;
const DOMAIN = '.iam.gserviceaccount.com';
const FORMAT = `name@project${DOMAIN}`;

/** A rule for the name or the project in the address of a service account. */
interface AddressRule {
  readonly isBroken: (name: string, project: string) => boolean;
  readonly problem: string;
}

/** https://cloud.google.com/iam/docs/service-accounts-create: the name has 6 to 30 characters. */
const RULES: readonly AddressRule[] = [
  {
    isBroken: (name) => name.length < 6 || name.length > 30,
    problem: 'has fewer than 6 or more than 30 characters before the @; use 6 to 30',
  },
  {
    isBroken: (name) => /[A-Z]/.test(name),
    problem: 'has uppercase letters before the @; use lowercase letters',
  },
  {
    isBroken: (name) => /[^A-Za-z0-9-]/.test(name),
    problem: 'has characters other than letters from a to z, digits and hyphens before the @; remove them',
  },
  {
    isBroken: (name) => /^[^A-Za-z]/.test(name),
    problem: 'does not start with a letter; start it with a letter',
  },
  {
    isBroken: (name) => name.endsWith('-'),
    problem: 'has a hyphen just before the @; remove the hyphen',
  },
  {
    isBroken: (_name, project) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+)*$/.test(project),
    problem: 'has an invalid project id after the @; use lowercase letters, digits and hyphens',
  },
];

/** One problem for each rule that the address of a service account breaks. An empty address is valid. */
export function serviceAccountProblems(address: string): string[] {
  if (address === '' || DEFAULT_ACCOUNT.test(address)) return [];
  const [name = '', domain = '', ...others] = address.split('@');
  if (others.length > 0 || !domain.toLowerCase().endsWith(DOMAIN)) {
    return [`is a string of ${address.length} characters in the wrong format; expected ${FORMAT}`];
  }
  const project = domain.slice(0, -DOMAIN.length);
  return RULES.filter(({ isBroken }) => isBroken(name, project)).map(({ problem }) => problem);
}
