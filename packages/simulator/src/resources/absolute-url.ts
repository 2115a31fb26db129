const MAX_LENGTH = 4000;

/**
 * Whether Twilio accepts a URL that it is to call: an absolute URL of at most 4000 characters, with a host name without
 * underscores (https://www.twilio.com/docs/api/errors/21609). It need not be public here.
 */
export function isAbsoluteUrl(text: string): boolean {
  if (text.length > MAX_LENGTH || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  return !new URL(text).hostname.includes('_');
}
