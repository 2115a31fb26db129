/**
 * The part of a `Response` that the client reads. A response that comes through the pool is not a `Response`: creating one, with
 * its streams and headers, takes longer than everything else that the client does for a short response.
 */
export interface HttpResponse {
  readonly status: number;
  /** Whether the status is 2xx. */
  readonly ok: boolean;
  readonly headers: HttpHeaders;
  /** Must be read to the end or cancelled: until then it holds a connection. */
  readonly body: HttpBody | null;
}

export interface HttpHeaders {
  /** The value of a header, whatever its case; several values are joined by commas. */
  get(name: string): string | null;
}

/** The part of a `ReadableStream` that the client reads. */
export interface HttpBody {
  getReader(): HttpBodyReader;
  cancel(reason?: unknown): Promise<void>;
}

export interface HttpBodyReader {
  /** The value is absent at the end. Rejects if the body was cut off. */
  read(): Promise<{ readonly value?: Uint8Array | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}
