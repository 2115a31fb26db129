import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ADMINISTRATOR_TOKEN, AUTH_TOKEN, FIRST, startServerBed } from './server-bed.js';

/** A collector that keeps what it receives, by path. */
async function startCollector() {
  const received: Record<string, any[]> = {};
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      (received[request.url ?? ''] ??= []).push(JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const attributesOf = ({ attributes }: any): Record<string, unknown> =>
  Object.fromEntries(
    attributes.map(({ key, value }: any) => [key, value.stringValue ?? value.intValue ?? value.doubleValue]),
  );

/** The spans that a collector has received. */
const spansOf = (received: Record<string, any[]>): any[] =>
  (received['/v1/traces'] ?? []).flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }: any) => scopeSpans.flatMap((scope: any) => scope.spans)),
  );

test('calls and their HTTP attempts are exported as spans of one trace with the id of the call, and metrics beside them', async () => {
  const { received, url } = await startCollector();
  const bed = await startServerBed({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  bed.simulator.addFault({ kind: 'status', status: 503, count: 1 });
  const path = `/v2/${FIRST}/entityTypes/Messages/entities?pageSize=1`;
  const answer = await bed.call(path, { token: ADMINISTRATOR_TOKEN });
  const refused = await bed.call(path, { token: await bed.token('nobody') });
  await bed.close();
  const spans = spansOf(received);
  const ofCall = (id: string | null) => spans.filter(({ traceId }) => traceId === id);
  const [first, second, call, ...others] = ofCall(answer.headers.get('x-call-id'));
  expect(others).toEqual([]);
  expect([first, second, call].map(({ name, status }) => [name, status.code ?? 0])).toEqual([
    ['GET api', 2],
    ['GET api', 0],
    ['v2.connections.entityTypes.entities.list', 0],
  ]);
  expect([first.parentSpanId, second.parentSpanId, call.parentSpanId ?? '']).toEqual([call.spanId, call.spanId, '']);
  expect(attributesOf(second)).toMatchObject({
    'http.request.method': 'GET',
    'http.request.resend_count': 1,
    'http.response.status_code': 200,
    'twilio_connector.connection': FIRST,
  });
  expect(attributesOf(call)).toMatchObject({
    'twilio_connector.operation': 'LIST',
    'twilio_connector.entity_type': 'Messages',
  });
  expect(BigInt(call.startTimeUnixNano)).toBeLessThanOrEqual(BigInt(first.startTimeUnixNano) + 1_000_000n);
  expect(ofCall(refused.headers.get('x-call-id'))[0].status).toEqual({ code: 2, message: 'PERMISSION_DENIED' });
  const text = JSON.stringify(received);
  expect(text).toContain('twilio_connector_connection_transactions');
  expect(text).not.toContain(AUTH_TOKEN);
});

test("a call continues the caller's trace, unless that is not sampled or not valid", async () => {
  const { received, url } = await startCollector();
  const bed = await startServerBed({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const send = async (traceparent: string) => {
    const headers = { traceparent };
    const { status, headers: answered } = await bed.call(`/v2/${FIRST}/entityTypes/Messages/entities?pageSize=1`, {
      token: ADMINISTRATOR_TOKEN,
      headers,
    });
    return [status, answered.get('x-call-id')] as const;
  };
  const [trace, parent] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const [status, continued] = await send(`00-${trace}-${parent}-01`);
  await send(`00-${'5'.repeat(32)}-${parent}-00`);
  const [, invalid] = await send(`00-${'0'.repeat(32)}-${parent}-01`);
  await bed.close();
  const spans = spansOf(received);
  const ofTrace = spans.filter(({ traceId }) => traceId === trace);
  const call = ofTrace.find(({ parentSpanId }) => parentSpanId === parent);
  expect([status, ofTrace.length, ofTrace.some(({ parentSpanId }) => parentSpanId === call.spanId)]).toEqual([
    200,
    2,
    true,
  ]);
  expect(attributesOf(call)).toMatchObject({ 'twilio_connector.call_id': continued });
  expect(spans.filter(({ traceId }) => traceId === '5'.repeat(32))).toEqual([]);
  expect(spans.filter(({ traceId }) => traceId === invalid)).toHaveLength(2);
});

test('a collector that cannot be reached disturbs neither calls nor the end of the server', async () => {
  const bed = await startServerBed({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  await bed.must(`/v2/${FIRST}/entityTypes/Messages/entities?pageSize=1`);
  await bed.close();
  expect(bed.log.filter((line) => line.includes('"level":50'))).toEqual([]);
});
