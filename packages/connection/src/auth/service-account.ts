/** What Google's own accounts look like: App Engine's, Compute Engine's, and those that other services made. */
const DEFAULT_ACCOUNT = /^(?:[a-z0-9][a-z0-9.:-]*@appspot|\d+-compute@developer|\d+@[a-z0-9-]+)\.gserviceaccount\.com$/;
const HOST = '.iam.gserviceaccount.com';
const FORM = `name@project${HOST}`;

/** A part of an address, and what an address is told that breaks the rule for it. */
interface PartRule {
  readonly isBroken: (name: string, project: string) => boolean;
  readonly sentence: string;
}

/** https://cloud.google.com/iam/docs/service-accounts-create: the name has 6 to 30 characters. */
const RULES: readonly PartRule[] = [
  {
    isBroken: (name) => name.length < 6 || name.length > 30,
    sentence: 'has a name before the @ of fewer than 6 or more than 30 characters; give one of 6 to 30',
  },
  {
    isBroken: (name) => /[A-Z]/.test(name),
    sentence: 'has capital letters before the @; write them lower-case',
  },
  {
    isBroken: (name) => /[^A-Za-z0-9-]/.test(name),
    sentence: 'has other characters before the @ than letters from a to z, digits and hyphens; take them out',
  },
  {
    isBroken: (name) => /^[^A-Za-z]/.test(name),
    sentence: 'has a name before the @ that does not start with a letter; put one before it',
  },
  {
    isBroken: (name) => name.endsWith('-'),
    sentence: 'has a name before the @ that ends with a hyphen; take it away',
  },
  {
    isBroken: (_name, project) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+)*$/.test(project),
    sentence: 'has a project after the @ that cannot be one; give lower-case letters, digits and hyphens',
  },
];

/** What is wrong with the e-mail address of a service account, a sentence for each rule; nothing with an empty one. */
export function serviceAccountViolations(address: string): string[] {
  if (address === '' || DEFAULT_ACCOUNT.test(address)) return [];
  const [name = '', host = '', ...others] = address.split('@');
  if (others.length > 0 || !host.toLowerCase().endsWith(HOST)) {
    return [`is a text of ${address.length} characters of another form; give ${FORM}`];
  }
  const project = host.slice(0, -HOST.length);
  return RULES.filter(({ isBroken }) => isBroken(name, project)).map(({ sentence }) => sentence);
}
