import { type ProxyOptions, type ProxyRules, proxyRulesFromEnvironment } from '@twilio-connector/client';
import type { Env } from '../env.js';
import type { AllowedHosts } from './allowed-hosts.js';
import { toHost } from './host-entry.js';

/**
 * The proxy of connections that name none.
 *
 * @param own hosts of the server itself, such as its simulator, which are reached without a proxy
 */
export function proxyOfEnvironment(env: Env, own: readonly string[] = []): ProxyRules | undefined {
  const rules = proxyRulesFromEnvironment(env);
  return rules && own.length > 0 ? { ...rules, noProxy: [rules.noProxy, ...own].filter(Boolean).join(',') } : rules;
}

/** The proxies in a value of the client's option. */
export function proxiesOf({ http, https }: ProxyRules): readonly ProxyOptions[] {
  return [http, https].filter((proxy) => proxy !== undefined);
}

/** Also allows connections to the proxies that the operator has set, which may be in a private network. */
export function allowProxies(hosts: AllowedHosts, rules: ProxyRules | undefined): AllowedHosts {
  if (!rules) return hosts;
  const proxies = proxiesOf(rules);
  return {
    ...hosts,
    checkAddress: (destination) =>
      proxies.some(({ host, port }) => port === destination.port && toHost(host) === toHost(destination.host))
        ? undefined
        : hosts.checkAddress(destination),
  };
}
