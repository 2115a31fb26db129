/** Why a proxy did not pass on a request. */
export type ProxyProblem = keyof typeof PROBLEMS;

/** The remedy of each problem, and whether only a change of the configuration can solve it, so that retries are futile. */
const PROBLEMS = {
  UNRESOLVABLE: { remedy: 'Check the host name of the proxy and the DNS of this machine.' },
  UNREACHABLE: { remedy: 'Check that the proxy is running, its host and port, and the firewalls on the way.' },
  TIMED_OUT: { remedy: 'Check that the proxy is running and not overloaded, and the firewalls on the way.' },
  TLS_FAILED: {
    remedy:
      'Check that the port of the proxy expects TLS, and that the certificate authority of the proxy is trusted. ' +
      'ALWAYS is the only SSL type that uses TLS to the proxy.',
  },
  AUTHENTICATION_REQUIRED: {
    remedy: 'Set the authentication scheme, the user and the password of the proxy.',
    isLasting: true,
  },
  CREDENTIALS_REJECTED: { remedy: 'Check the user and the password of the proxy.', isLasting: true },
  UNSUPPORTED_SCHEME: {
    remedy: 'Set the authentication scheme to one that the proxy offers. The connector supports Basic and Digest.',
    isLasting: true,
  },
  FORBIDDEN: {
    remedy: "Ask the operator of the proxy to allow this host and port, or check the proxy's rules for this user.",
    isLasting: true,
  },
  TARGET_UNREACHABLE: {
    remedy: 'Check that the proxy can resolve and reach this host. The rest of the way to the proxy works.',
  },
  TARGET_TLS_FAILED: {
    remedy: 'If the proxy decrypts TLS, trust its certificate authority, or exempt Twilio from decryption.',
  },
  CONNECTION_LOST: { remedy: 'See the log of the proxy.' },
  INVALID_RESPONSE: { remedy: 'Check that an HTTP proxy listens at this host and port, and whether it expects TLS.' },
  UNEXPECTED_STATUS: { remedy: 'See the log of the proxy.' },
} as const satisfies Record<string, { readonly remedy: string; readonly isLasting?: boolean }>;

const PREFIX = 'ERR_PROXY_';

/** An error with a code that survives the reduction to a `NetworkError`. */
export function proxyFailure(problem: ProxyProblem, sentence: string): Error {
  return Object.assign(new Error(`${sentence} ${PROBLEMS[problem].remedy}`), { code: `${PREFIX}${problem}` });
}

/** The problem in the code of an error, if it is one of a proxy. */
export function toProxyProblem(code: string | undefined): ProxyProblem | undefined {
  const problem = code?.startsWith(PREFIX) ? code.slice(PREFIX.length) : '';
  return Object.hasOwn(PROBLEMS, problem) ? (problem as ProxyProblem) : undefined;
}

/** Whether another attempt would fail in the same way. Repeating wrong credentials may lock the account. */
export function isLasting(problem: ProxyProblem): boolean {
  return 'isLasting' in PROBLEMS[problem];
}
