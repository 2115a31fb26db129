/** Search parameters of links, as texts: a link of the console stays readable, and `5` stays what was typed. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const text = new URLSearchParams(given).toString();
  return text === '' ? '' : `?${text}`;
}

/** Takes the named parameters from a link and drops all others. */
export function searchOf<const Names extends readonly string[]>(...names: Names) {
  return (search: Readonly<Record<string, unknown>>): Partial<Record<Names[number], string>> =>
    Object.fromEntries(
      names.map((name) => [name, search[name]]).filter((entry) => typeof entry[1] === 'string' && entry[1] !== ''),
    ) as Partial<Record<Names[number], string>>;
}
