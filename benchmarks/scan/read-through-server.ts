import type { Reading } from './reading.ts';

interface Line {
  readonly rows?: readonly { readonly Sid: unknown }[];
  readonly warnings?: readonly string[];
}

/** Reads messages through a connector's server, as `list --server` does. @throws Error if the answer is not whole */
export async function* readThroughServer(
  { url, token, connection }: NonNullable<Reading['server']>,
  conditions = '',
): AsyncGenerator<{ readonly Sid: unknown }> {
  const query = new URLSearchParams({ format: 'pages', conditions });
  const path = `/export/v1/projects/local/locations/local/connections/${connection}/entityTypes/Messages`;
  const answer = await fetch(`${url}${path}?${query.toString()}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok || !answer.body) throw new Error(`The connector answered with ${answer.status}.`);
  const decoder = new TextDecoder();
  let rest = '';
  let isWhole = false;
  for await (const bytes of answer.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter(Boolean)) {
      const { rows, warnings } = JSON.parse(line) as Line;
      isWhole = warnings !== undefined;
      yield* rows ?? [];
    }
  }
  if (!isWhole) throw new Error('The answer of the connector is not whole.');
}
