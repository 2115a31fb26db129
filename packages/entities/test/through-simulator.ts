import type { Simulator } from '@twilio-connector/simulator';
import type { Send } from '../src/index.js';

/** Creates a port to the simulator that sends real URLs and parses JSON answers. */
export function throughSimulator(simulator: Simulator): Send {
  const { accountSid, authToken } = simulator;
  const headers = { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
  return async ({ method, product = 'api', path, query = {} }) => {
    const url = new URL(path.replace('{AccountSid}', accountSid), `https://${product}.twilio.com`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const response = await simulator.fetch(new Request(url, { method, headers }));
    const { status } = response;
    if (!response.ok) throw Object.assign(new Error(`Twilio answered ${status}`), { status, attempts: 1 });
    const body = (await response.json()) as { next_page_uri?: string; meta?: { next_page_url?: string } };
    const link = body.next_page_uri ?? body.meta?.next_page_url;
    const next = link ? new URL(link, url).searchParams : undefined;
    const nextPage = next && { method, path, query: Object.fromEntries(next) };
    return { status, body, attempts: 1, ...(nextPage && { nextPage }) };
  };
}
