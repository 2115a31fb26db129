import { ProtocolViolation } from '../../errors.js';
import { int16 } from '../../bytes/parts.js';

/** A numeric is written in digits of four decimal places each. */
const PLACES = 4;
const SIGNS = { plus: 0x0000, minus: 0x4000, NaN: 0xc000, Infinity: 0xd000, '-Infinity': 0xf000 } as const;
/** What PostgreSQL writes for infinite values, and nobody reads. */
const INFINITY_SCALE = 0x20;
const SPECIAL = ['NaN', 'Infinity', '-Infinity'] as const;

/** Converts the text of a numeric: a header with the number of digits, the weight of the first, the sign and the scale. */
export function numericToBinary(text: string): Buffer {
  const special = SPECIAL.find((name) => name === text);
  if (special) return Buffer.concat([0, 0, SIGNS[special], special === 'NaN' ? 0 : INFINITY_SCALE].map(int16));
  const [, sign, whole = '', fraction = ''] = /^([+-]?)0*(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  const left = whole.padStart(Math.ceil(whole.length / PLACES) * PLACES, '0');
  const right = fraction.padEnd(Math.ceil(fraction.length / PLACES) * PLACES, '0');
  const all = ((left + right).match(/.{4}/g) ?? []).map(Number);
  const first = all.findIndex((digit) => digit !== 0);
  const digits = first < 0 ? [] : all.slice(first, all.findLastIndex((digit) => digit !== 0) + 1);
  const weight = first < 0 ? 0 : left.length / PLACES - 1 - first;
  const header = [digits.length, weight, sign === '-' && first >= 0 ? SIGNS.minus : SIGNS.plus, fraction.length];
  return Buffer.concat([...header, ...digits].map(int16));
}

export function numericFromBinary(bytes: Buffer): string {
  const [count = 0, weight = 0, sign = 0, scale = 0, ...digits] = Array.from(
    { length: bytes.byteLength >> 1 },
    (_, index) => (index === 1 ? bytes.readInt16BE(index * 2) : bytes.readUInt16BE(index * 2)),
  );
  const special = SPECIAL.find((name) => SIGNS[name] === sign);
  if (special) return special;
  if (digits.length !== count) throw new ProtocolViolation('A numeric has another number of digits than it says.');
  const at = (place: number): string => String(digits[weight - place] ?? 0).padStart(PLACES, '0');
  const whole = Array.from({ length: Math.max(0, weight + 1) }, (_, index) => at(weight - index)).join('');
  const fraction = Array.from({ length: Math.ceil(scale / PLACES) }, (_, index) => at(-1 - index))
    .join('')
    .slice(0, scale);
  const text = (whole.replace(/^0+/, '') || '0') + (scale > 0 ? `.${fraction}` : '');
  return sign === SIGNS.minus ? `-${text}` : text;
}
