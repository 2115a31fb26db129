/** One challenge of a `Proxy-Authenticate` header. */
export interface Challenge {
  /** In the spelling of the proxy, such as `Digest`. */
  readonly scheme: string;
  /** Parameters by their name in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const PARAMETER = new RegExp(String.raw`^(${TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(${TOKEN}))$`);
const SCHEME = new RegExp(String.raw`^(${TOKEN})(?:\s+(.*))?$`, 's');
/** A part between two commas that are not in quotes. */
const PART = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g;

/** Parses the values of all `Proxy-Authenticate` headers: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */
export function parseChallenges(headers: string | readonly string[] | undefined): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  const parts = [headers ?? []].flat().flatMap((header) => header.match(PART) ?? []);
  for (const part of parts.map((text) => text.trim())) {
    const last = challenges.at(-1);
    if (last && addParameter(last.parameters, part)) continue;
    const [, scheme, rest = ''] = SCHEME.exec(part) ?? [];
    if (scheme === undefined) continue;
    const parameters: Record<string, string> = {};
    addParameter(parameters, rest);
    challenges.push({ scheme, parameters });
  }
  return challenges;
}

function addParameter(parameters: Record<string, string>, text: string): boolean {
  const [, name, quoted, token] = PARAMETER.exec(text) ?? [];
  if (name === undefined) return false;
  parameters[name.toLowerCase()] = quoted === undefined ? (token ?? '') : quoted.replaceAll(/\\(.)/g, '$1');
  return true;
}
