import { createEntities, type TwilioRequest } from '@twilio-connector/entities';
import { startSimulator } from '@twilio-connector/simulator';
import { serveMeasured } from '../src/measured-process.ts';

const ROWS_PER_PAGE = 1000;
/** So many different pages are read again and again. */
const PAGES = 50;

/** What the engine and `JSON.parse` alone do with the same pages. */
export interface EngineSpeed {
  /** Rows per second of a scan without latency and limit. */
  readonly scan: number;
  /** Rows per second of `JSON.parse`. */
  readonly parse: number;
}

/** The bodies of pages, as Twilio sends them. */
async function pagesOf(): Promise<readonly string[]> {
  const running = await startSimulator({ rows: PAGES * ROWS_PER_PAGE });
  const { accountSid, authToken } = running.simulator;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const pages: string[] = [];
  let path: string | null = `/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=${ROWS_PER_PAGE}`;
  while (path && pages.length < PAGES) {
    const answer: Response = await fetch(running.url + path, { headers: { authorization } });
    const text = await answer.text();
    pages.push(text);
    path = (JSON.parse(text) as { readonly next_page_uri: string | null }).next_page_uri;
  }
  await running.close();
  return pages;
}

async function measure(input: unknown): Promise<readonly EngineSpeed[]> {
  const { rows, rounds } = input as { readonly rows: number; readonly rounds: number };
  const texts = await pagesOf();
  const count = Math.ceil(rows / ROWS_PER_PAGE);
  const textAt = (index: number) => texts[index % texts.length] ?? '';
  const send = async ({ query = {}, ...request }: TwilioRequest) => {
    const index = Number(query.Page ?? 0);
    const nextPage = { ...request, query: { ...query, Page: index + 1, PageToken: `PA${index + 1}` } };
    const body: unknown = JSON.parse(textAt(index));
    return { status: 200, body, attempts: 1, ...(index + 1 < count && { nextPage }) };
  };
  const entities = createEntities({ send });
  const parse = async () => {
    for (let index = 0; index < count; index += 1) JSON.parse(textAt(index));
  };
  const scan = async () => {
    let read = 0;
    for await (const page of entities.scan('Messages')) read += page.rows.length;
    if (read < rows) throw new Error(`Only ${read} rows were read.`);
  };
  const results: EngineSpeed[] = [];
  // In turns, so that what else the machine does slows both.
  for (let round = 0; round <= rounds; round += 1)
    results.push({ parse: await rate(rows, parse), scan: await rate(rows, scan) });
  // The first round compiles.
  return results.slice(1);
}

/** Rows per second of the thread, which other processes do not take away. */
async function rate(rows: number, work: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (rows / (user + system)) * 1e6;
}

serveMeasured({ measure });
