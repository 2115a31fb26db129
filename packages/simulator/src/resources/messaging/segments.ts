// The GSM 03.38 alphabet. Characters of the extension table take an escape character, which counts.
const BASIC = String.raw`@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà`;
const EXTENDED = String.raw`\f^{}\\[~\]|€`;
const GSM_TEXT = new RegExp(`^[${BASIC}${EXTENDED}]*$`);
const ESCAPED = new RegExp(`[${EXTENDED.replace('^', String.raw`\^`)}]`, 'g');

/** The number of SMS segments of a text: https://www.twilio.com/docs/glossary/what-sms-character-limit */
export function countSegments(text: string): number {
  const isGsm = GSM_TEXT.test(text);
  const unitsOf = (part: string) => part.length + (isGsm ? (part.match(ESCAPED)?.length ?? 0) : 0);
  const [single, joined] = isGsm ? [160, 153] : [70, 67];
  if (unitsOf(text) <= single) return 1;
  let count = 1;
  let used = 0;
  // A character of two units is never split between segments.
  for (const units of Array.from(text, unitsOf)) {
    if (used + units > joined) {
      count += 1;
      used = 0;
    }
    used += units;
  }
  return count;
}
