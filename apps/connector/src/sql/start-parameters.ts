/** Parameters of a client's first message that are not settings. */
const OTHERS = new Set(['user', 'database', 'options', 'replication']);

/** An option of PostgreSQL's command line: `-c name=value` or `--name=value`. A backslash stands before a space. */
const OPTION = /(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g;

/** The settings that a client wants at the start, such as `application_name`. */
export function startSettings(parameters: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const named = [...parameters].filter(([name]) => !OTHERS.has(name) && !name.startsWith('_pq_.'));
  const options = [...(parameters.get('options') ?? '').matchAll(OPTION)].map(
    ([, name = '', value = '']) => [name.replaceAll('-', '_'), value.replaceAll(/\\(.)/g, '$1')] as const,
  );
  return Object.fromEntries([...named, ...options]);
}
