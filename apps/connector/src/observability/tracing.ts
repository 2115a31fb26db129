import {
  type Attributes,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { RandomIdGenerator, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** Turns finished calls and attempts into spans. A call continues the trace of its caller, or begins one with its own id. */
export interface Tracing {
  readonly call: (call: TracedCall) => void;
  readonly attempt: (attempt: TracedAttempt) => void;
  close(): Promise<void>;
}

interface TracedCall {
  readonly record: {
    /** 32 hexadecimal digits. */
    readonly id: string;
    readonly traceparent?: string;
    readonly method: string;
    readonly resource: string;
    readonly subject?: { readonly operation: string; readonly entityType?: string; readonly action?: string };
    readonly startMs: number;
    readonly durationMs: number;
  };
  readonly failure: { readonly code: string; readonly reason: string } | undefined;
}

interface TracedAttempt {
  readonly connection: string;
  readonly origin?: { readonly call: string; readonly traceparent?: string };
  readonly method: string;
  readonly product: string;
  readonly status?: number;
  readonly error?: string;
  readonly twilioCode?: number;
  readonly requestId?: string;
  readonly waitMs: number;
  readonly durationMs: number;
  readonly attempt: number;
  readonly endMs: number;
}

/** An attempt ends before its call does, so the id of the call's span follows from that of the call. */
function spanIdOf(call: string): string {
  return call.slice(0, 16);
}

/** The caller's span that a call continues. */
function readParent(traceparent: string): SpanContext {
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
}

export function createTracing(processor: SpanProcessor): Tracing {
  const random = new RandomIdGenerator();
  let call: string | undefined;
  const provider = new TracerProvider({
    spanProcessors: [processor],
    idGenerator: {
      generateTraceId: () => call ?? random.generateTraceId(),
      generateSpanId: () => (call === undefined ? random.generateSpanId() : spanIdOf(call)),
    },
  });
  const tracer = provider.getTracer('twilio-connector');
  return {
    call({ record: { id, traceparent, method, resource, subject, startMs, durationMs }, failure }) {
      call = id;
      const ids = { 'twilio_connector.call_id': id, 'twilio_connector.resource': resource };
      const options = { kind: SpanKind.SERVER, startTime: startMs, attributes: { ...ids, ...attributesOf(subject) } };
      const parent = traceparent === undefined ? undefined : readParent(traceparent);
      const span = tracer.startSpan(
        method,
        options,
        parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
      );
      call = undefined;
      // Messages can quote what the caller sent, so only the reason is exported.
      if (failure) span.setStatus({ code: SpanStatusCode.ERROR, message: failure.reason });
      span.end(startMs + durationMs);
    },
    attempt({ origin, method, product, status, error, durationMs, endMs, ...attempt }) {
      if (!origin) return;
      const own = { traceId: origin.call, traceFlags: TraceFlags.SAMPLED };
      const { traceId, traceFlags } = origin.traceparent === undefined ? own : readParent(origin.traceparent);
      const parent = { traceId, traceFlags, spanId: spanIdOf(origin.call) };
      const options = {
        kind: SpanKind.CLIENT,
        startTime: endMs - durationMs,
        attributes: {
          'http.request.method': method,
          'http.request.resend_count': attempt.attempt - 1,
          'twilio_connector.connection': attempt.connection,
          'twilio_connector.wait_ms': attempt.waitMs,
          ...(status !== undefined && { 'http.response.status_code': status }),
          ...(error !== undefined && { 'error.type': error }),
          ...(attempt.twilioCode !== undefined && { 'twilio.error_code': attempt.twilioCode }),
          ...(attempt.requestId !== undefined && { 'twilio.request_id': attempt.requestId }),
        },
      };
      const span = tracer.startSpan(`${method} ${product}`, options, trace.setSpanContext(ROOT_CONTEXT, parent));
      if (error !== undefined || !(status !== undefined && status < 400))
        span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endMs);
    },
    close: () => provider.shutdown(),
  };
}

function attributesOf(subject: TracedCall['record']['subject']): Attributes {
  const { operation, entityType, action } = subject ?? {};
  return {
    ...(operation !== undefined && { 'twilio_connector.operation': operation }),
    ...(entityType !== undefined && { 'twilio_connector.entity_type': entityType }),
    ...(action !== undefined && { 'twilio_connector.action': action }),
  };
}
