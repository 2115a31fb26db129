import { accountSid, authToken } from './servers.ts';

/** Reads a whole list of a simulator, past the connector. */
export async function listAll(
  url: string,
  resource: string,
  member: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const headers = { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const rows = [];
  let next: string | null = `/2010-04-01/Accounts/${accountSid}/${resource}.json?PageSize=1000`;
  while (next !== null) {
    const response = await fetch(url + next, { headers });
    const page = (await response.json()) as Readonly<Record<string, any>>;
    if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${next}.`);
    rows.push(...page[member]);
    next = page.next_page_uri;
  }
  return rows;
}
