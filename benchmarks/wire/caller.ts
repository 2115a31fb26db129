import { Agent, request } from 'undici';

/** A server gives one address no more than 2,000 sockets, and a load may need as many as that. */
const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

/** Makes GETs. Never rejects. It takes a third of the time of `fetch`, which the processes that are measured need. */
export function createCaller(url: string, token: string): (path: string) => Promise<void> {
  const agents = ADDRESSES.map((localAddress) => new Agent({ connect: { localAddress }, headersTimeout: 0 }));
  const headers = { Authorization: `Bearer ${token}` };
  let calls = 0;
  return async (path) => {
    calls += 1;
    const dispatcher = agents[calls % agents.length];
    try {
      const { body } = await request(url + path, { headers, ...(dispatcher && { dispatcher }) });
      await body.dump();
    } catch {
      // A call that a stopping server cuts off has no answer.
    }
  };
}
