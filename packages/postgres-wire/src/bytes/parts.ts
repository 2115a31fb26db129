/** The parts of which messages consist. Numbers have their highest byte first. */

/** A number from -32,768 to 65,535: counts have no sign. */
export function int16(number: number): Buffer {
  return Buffer.of((number >> 8) & 0xff, number & 0xff);
}

export function int32(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(number);
  return bytes;
}

/** A type is a number without a sign. */
export function oid(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

/** A text with the zero that ends it, and so without zeros of its own. */
export function text(value: string): Buffer {
  return Buffer.from(`${value.replaceAll('\0', '')}\0`);
}

/** A message: its type, its length and its parts. */
export function message(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.byteLength, 4);
  return Buffer.concat([Buffer.from(type, 'latin1'), int32(length), ...parts], length + 1);
}
