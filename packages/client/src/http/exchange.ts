import type { Dispatcher } from 'undici';
import { decodeBody } from './decoded-body.js';
import type { HttpResponse } from './http-response.js';
import { IncomingBody } from './incoming-body.js';
import { RawHeaders } from './raw-headers.js';

/** Told how far a request has come. */
export interface ExchangeEvents {
  /** Called just before the first byte of the request is written. */
  readonly onStart: () => void;
  /** Called after the last byte was written. */
  readonly onSent: () => void;
}

type Abort = Parameters<NonNullable<Dispatcher.DispatchHandler['onConnect']>>[0];

/** One request on its way through a dispatcher, and its response. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #events: ExchangeEvents;
  readonly #signal: AbortSignal;
  readonly #response = Promise.withResolvers<HttpResponse>();
  #abort: Abort | undefined;
  #body: IncomingBody | undefined;

  constructor(signal: AbortSignal, events: ExchangeEvents) {
    this.#signal = signal;
    this.#events = events;
    signal.addEventListener('abort', this.#onAbort);
  }

  /** Resolves when the headers of the response have arrived. */
  get response(): Promise<HttpResponse> {
    return this.#response.promise;
  }

  onConnect(abort: Abort): void {
    // Aborted while it waited for a connection: nothing is written.
    if (this.#signal.aborted) return abort(toError(this.#signal.reason));
    this.#abort = abort;
    this.#events.onStart();
  }

  onRequestSent(): void {
    // undici writes an empty body just after this call, in the same turn.
    queueMicrotask(this.#events.onSent);
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    // An interim response, such as 103 Early Hints.
    if (status < 200) return true;
    const headers = new RawHeaders(raw);
    this.#body = new IncomingBody(resume, (reason) => this.#abort?.(reason));
    const body = decodeBody(this.#body, headers.get('content-encoding'));
    this.#response.resolve({ status, ok: status < 300, headers, body });
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#body?.push(chunk) ?? true;
  }

  onComplete(): void {
    this.#end();
    this.#body?.close();
  }

  onError(error: Error): void {
    this.#end();
    if (this.#body) this.#body.close({ error });
    else this.#response.reject(error);
  }

  readonly #onAbort = (): void => this.#abort?.(toError(this.#signal.reason));

  #end(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The request was aborted.');
}
