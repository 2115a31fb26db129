import { startMeasured } from './measured-process.ts';
import { interleave } from './rounds.ts';
import { accountSid, authToken } from './servers.ts';
import type { Settings } from './settings.ts';
import { pairwise, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

const MESSAGES = 20_000;
const PAGES = 20;
const MAX_MS = 10;
const STRINGIFY = '`JSON.stringify` of the page';

/** Measures the processor time of a simulator for each page of 1,000 messages, next to that of writing the page as JSON. */
export async function measureSimulatorPage({ rounds }: Settings): Promise<Row[]> {
  const simulator = startMeasured('simulator-process.ts', {});
  try {
    const url = String(await simulator.ask('start', MESSAGES));
    const list = `${url}/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=1000`;
    await simulator.ask('keep', await read(list));
    const contestants = [
      { name: STRINGIFY, work: () => simulator.ask('stringify', PAGES) },
      { name: 'simulator', work: () => readPages(list) },
    ];
    const processorMs = async () => Number(await simulator.ask('processorMs'));
    const [stringify, page] = await interleave(contestants, rounds, async ({ work }) => {
      const before = await processorMs();
      await work();
      return ((await processorMs()) - before) / PAGES;
    });
    if (!stringify || !page) return [];
    const measured = 'Simulator, a page of 1,000 messages: processor time';
    const figure = spreadOf(page.results);
    const ratio = spreadOf(pairwise(page.results, stringify.results, (own, other) => own / other));
    return [
      { measured, contestant: STRINGIFY, figure: spreadOf(stringify.results), unit: 'ms' },
      {
        measured,
        contestant: page.name,
        figure,
        unit: 'ms',
        ratios: [{ peer: STRINGIFY, times: ratio }],
        limit: { text: `≤ ${MAX_MS} ms`, isKept: figure.median <= MAX_MS },
      },
    ];
  } finally {
    await simulator.stop();
  }
}

async function readPages(list: string): Promise<void> {
  let url = list;
  for (let page = 0; page < PAGES; page += 1) {
    const { next_page_uri: next } = JSON.parse(await read(url)) as { readonly next_page_uri: string | null };
    url = next === null ? list : new URL(next, list).href;
  }
}

async function read(url: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const response = await fetch(url, { headers: { authorization } });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
