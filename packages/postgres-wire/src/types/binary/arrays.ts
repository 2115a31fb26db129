import { ByteReader } from '../../bytes/byte-reader.js';
import { int32, oid } from '../../bytes/parts.js';
import { ProtocolViolation } from '../../errors.js';
import type { BinaryForm } from './form.js';

/** As PostgreSQL has it. */
const MAX_DIMENSIONS = 6;
/** Each element has at least its length. */
const LENGTH_BYTES = 4;
/** What must be quoted in the text of an array: everything that means something there, and what would read as NULL. */
const QUOTED = /^$|["\\{},\s]|^null$/i;
/** A brace, a comma, or an element, quoted or not, in the text of an array. */
const TOKEN = /[{},]|"((?:[^"\\]|\\.)*)"|((?:[^"\\{},]|\\.)+)/gs;

type Elements = readonly (string | null | Elements)[];

/** The binary form of arrays of a type: their dimensions with lower bounds, and then the elements. */
export function arrayOf(elementType: number, element: BinaryForm): BinaryForm {
  return {
    write(text) {
      const [, bounds = '', braces = ''] = /^((?:\[[^\]]*\])*)=?(\{.*\})$/s.exec(text) ?? [];
      const elements = parseElements(braces);
      const sizes = sizesOf(elements);
      const lower = [...bounds.matchAll(/\[(-?\d+):/g)].map(([, bound]) => Number(bound));
      const values = flat(elements).map((value) => (value === null ? null : element.write(value)));
      return Buffer.concat([
        int32(sizes.length),
        int32(values.includes(null) ? 1 : 0),
        oid(elementType),
        ...sizes.flatMap((size, index) => [int32(size), int32(lower[index] ?? 1)]),
        ...values.flatMap((value) => (value === null ? [int32(-1)] : [int32(value.byteLength), value])),
      ]);
    },
    read(bytes) {
      const reader = new ByteReader(bytes);
      const count = reader.int32();
      if (count < 0 || count > MAX_DIMENSIONS) throw new ProtocolViolation(`An array has ${count} dimensions.`);
      reader.int32();
      if (reader.oid() !== elementType)
        throw new ProtocolViolation(`An array has elements of another type than it says.`);
      const dimensions = Array.from({ length: count }, () => ({ size: reader.int32(), lower: reader.int32() }));
      if (count === 0) return '{}';
      const places = dimensions.reduce((product, { size }) => product * size, 1);
      if (dimensions.some(({ size }) => size < 0) || places * LENGTH_BYTES > reader.left) {
        throw new ProtocolViolation('An array has fewer elements than it says.');
      }
      if (places === 0) return '{}';
      const bounds = dimensions.map(({ size, lower }) => `[${lower}:${lower + size - 1}]`).join('');
      const isFromOne = dimensions.every(({ lower }) => lower === 1);
      return (
        (isFromOne ? '' : `${bounds}=`) +
        readElements(
          reader,
          dimensions.map(({ size }) => size),
          element,
        )
      );
    },
  };
}

/** The binary form of `int2vector` and `oidvector`: that of an array from 0, though their text is numbers between spaces. */
export function vectorOf(elementType: number, element: BinaryForm): BinaryForm {
  const array = arrayOf(elementType, element);
  return {
    write(text) {
      const values = text === '' ? [] : text.split(' ').map(element.write);
      const header = [int32(1), int32(0), oid(elementType), int32(values.length), int32(0)];
      return Buffer.concat([...header, ...values.flatMap((value) => [int32(value.byteLength), value])]);
    },
    read: (bytes) =>
      array
        .read(bytes)
        .replaceAll(/^.*=|[{}]/g, '')
        .replaceAll(',', ' '),
  };
}

function readElements(reader: ByteReader, [size = 0, ...inner]: readonly number[], element: BinaryForm): string {
  const parts = Array.from({ length: size }, () => {
    if (inner.length > 0) return readElements(reader, inner, element);
    const bytes = reader.sized();
    return bytes === null ? 'NULL' : quoted(element.read(bytes));
  });
  return `{${parts.join(',')}}`;
}

const quoted = (text: string): string => (QUOTED.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text);

function parseElements(text: string): Elements {
  const open: (string | null | Elements)[][] = [[]];
  for (const [token, inQuotes, bare] of text.matchAll(TOKEN)) {
    if (token === '{') open.push([]);
    else if (token === '}') {
      const closed = open.pop() ?? [];
      open.at(-1)?.push(closed);
    } else if (inQuotes !== undefined) open.at(-1)?.push(inQuotes.replaceAll(/\\(.)/gs, '$1'));
    else if (bare !== undefined) open.at(-1)?.push(bare === 'NULL' ? null : bare.replaceAll(/\\(.)/gs, '$1'));
  }
  const [elements] = open[0] ?? [];
  return Array.isArray(elements) ? (elements as Elements) : [];
}

/** The number of elements of each dimension. */
function sizesOf(elements: Elements): readonly number[] {
  const [first] = elements;
  if (first === undefined) return [];
  return [elements.length, ...(Array.isArray(first) ? sizesOf(first as Elements) : [])];
}

const flat = (elements: Elements): readonly (string | null)[] =>
  elements.flatMap((each) => (Array.isArray(each) ? flat(each as Elements) : [each as string | null]));
