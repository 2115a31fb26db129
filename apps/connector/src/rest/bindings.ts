/** What the server tells the app about a request; nothing in tests without a socket. */
export interface Bindings {
  /** Node's request. */
  readonly incoming?: {
    readonly url?: string;
    readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly socket?: { readonly remoteAddress?: string | undefined };
  };
  /** Node's response. */
  readonly outgoing?: { destroy(): unknown };
  /** Called when the caller is known. From then on the server waits for the request when it stops. */
  readonly onAuthenticated?: () => void;
}
