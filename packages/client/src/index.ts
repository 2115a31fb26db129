export { createTwilioClient } from './client.js';
export type { TwilioClient } from './client.js';
export type { TwilioCredentials } from './authorization.js';
export type { Clock } from './clock.js';
export type { AttemptRecord } from './call/attempt-record.js';
export type { SocketRecord } from './http/reported-connect.js';
export type { CheckAddress, ConnectOptions, Destination, Lookup, ResolvedAddress } from './http/checked-connect.js';
export type { ProxyProblem } from './proxy/proxy-failure.js';
export type { ProxyAuthentication, ProxyOptions } from './proxy/proxy-options.js';
export { proxyRulesFromEnvironment } from './proxy/proxy-rules.js';
export type { ProxyRules } from './proxy/proxy-rules.js';
export type { TlsOptions } from './tls-options.js';
export type { HostOptions } from './request/hosts.js';
export type { Admit, AdmitOptions, Answer, Permit, TwilioClientOptions } from './options.js';
export type {
  Origin,
  Parameters,
  ParameterValue,
  Priority,
  RequestOptions,
  TwilioDownload,
  TwilioRequest,
  TwilioResponse,
} from './request/request.js';
export {
  isTwilioError,
  TwilioApiError,
  TwilioConnectionError,
  TwilioError,
  TwilioOutcomeUnknownError,
  TwilioProxyError,
  TwilioRequestError,
  TwilioResponseError,
  TwilioTimeoutError,
} from './errors.js';
export type { TwilioApiErrorDetails, TwilioErrorCode } from './errors.js';
