/** Whether a base URL leads to Twilio itself, and not to a simulator or a gateway. Without a base URL, a connection does. */
export function isTwilioItself(baseUrl: string | undefined): boolean {
  if (baseUrl === undefined) return true;
  const host = URL.parse(baseUrl.replaceAll('{product}', 'api'))?.hostname.replace(/\.$/, '') ?? '';
  return host === 'twilio.com' || host.endsWith('.twilio.com');
}
