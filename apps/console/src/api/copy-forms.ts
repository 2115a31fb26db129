import { type ApiCall, pathOf } from './http.ts';

/** How a view or a write can be repeated outside the console. */
export interface CopyForm {
  readonly label: string;
  readonly text: string;
}

/** Where the server speaks PostgreSQL's protocol unless PG_PORT says otherwise. */
const POSTGRES_PORT = 5433;

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command for curl. It names the token by a variable; the console does not know it. */
export function toCurl({ method = 'GET', body, ...call }: ApiCall): CopyForm {
  const parts = ['curl'];
  if (method !== 'GET' && !(method === 'POST' && body !== undefined)) parts.push('-X', method);
  parts.push('-H', '"Authorization: Bearer $TOKEN"', quote(location.origin + pathOf(call)));
  if (body !== undefined) parts.push('-d', quote(JSON.stringify(body)));
  return { label: 'curl', text: parts.join(' ') };
}

/** A command of this connector. Each argument is quoted if it has to be. */
export function toCommand(...words: readonly (string | undefined)[]): CopyForm {
  const given = words.filter((word): word is string => word !== undefined && word !== '');
  const text = given.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quote(word))).join(' ');
  return { label: 'Command line', text: `twilio-connector ${text} --server ${location.origin}` };
}

/** A command for psql. The server takes the token as the password. */
export function toPsql(database: string, user: string, statement: string): CopyForm {
  const where = `-h ${location.hostname} -p ${POSTGRES_PORT} -U ${quote(user)} -d ${quote(database)}`;
  return { label: 'psql', text: `PGPASSWORD="$TOKEN" psql ${where} -c ${quote(statement)}` };
}

/** A program for googleapis. @param method below `connectors.`, such as `projects.locations.connections.list` */
export function toGoogleapis(
  version: 'v1' | 'v2',
  method: string,
  parameters: Readonly<Record<string, unknown>>,
): CopyForm {
  const given = Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''),
  );
  const text = `import { connectors_${version} } from 'googleapis';

const connectors = new connectors_${version}.Connectors({
  rootUrl: '${location.origin}/',
  headers: { Authorization: \`Bearer \${process.env.TOKEN}\` },
});
const { data } = await connectors.${method}(${JSON.stringify(given, null, 2)});
`;
  return { label: 'googleapis (Node)', text };
}
