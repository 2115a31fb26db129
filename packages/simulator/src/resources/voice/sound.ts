import type { Content } from '../../model/resource.js';

const RATE = 8000;
const FRAMES = 39;

/** A second of silence, in the form that a recording's path asks for: WAV without an extension, as Twilio does. */
export function soundOf(extension: string): Content | undefined {
  if (extension === 'mp3') return { type: 'audio/mpeg', bytes: mp3() };
  return extension === 'wav' || extension === '' ? { type: 'audio/x-wav', bytes: wav() } : undefined;
}

/** 8 bits, mono. */
function wav(): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + RATE, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(RATE, 40);
  return new Uint8Array([...head, ...new Uint8Array(RATE).fill(0x80)]);
}

/** Frames of 32 kbit/s at 44.1 kHz, mono; one without data is silent. */
function mp3(): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(104);
  frame.set([0xff, 0xfb, 0x10, 0xc4]);
  const bytes = new Uint8Array(frame.length * FRAMES);
  for (let index = 0; index < FRAMES; index++) bytes.set(frame, index * frame.length);
  return bytes;
}
