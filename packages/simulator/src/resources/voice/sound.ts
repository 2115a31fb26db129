import type { Content } from '../../model/resource.js';

const RATE = 8000;
const FRAMES = 39;

/** A second of silence in the format of a path's extension. Without an extension it is WAV, as at Twilio. */
export function silenceAs(extension: string): Content | undefined {
  if (extension === 'mp3') return { type: 'audio/mpeg', bytes: mp3Silence() };
  return extension === 'wav' || extension === '' ? { type: 'audio/x-wav', bytes: wavSilence() } : undefined;
}

/** 8-bit mono. */
function wavSilence(): Uint8Array<ArrayBuffer> {
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

/** Mono frames of 32 kbit/s at 44.1 kHz. A frame without data is silent. */
function mp3Silence(): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(104);
  frame.set([0xff, 0xfb, 0x10, 0xc4]);
  const bytes = new Uint8Array(frame.length * FRAMES);
  for (let index = 0; index < FRAMES; index++) bytes.set(frame, index * frame.length);
  return bytes;
}
