import type { Bytes } from './resources/resource.js';

const SAMPLE_RATE = 8000;
const HEADER_BYTES = 44;

/** One transparent pixel, as GIF. */
export const PICTURE: Bytes = {
  contentType: 'image/gif',
  content: new Uint8Array(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')),
};

/** Seconds of silence: MP3 for `mp3`, else WAV, as Twilio's recordings are. */
export function silence(seconds: number, extension: string | undefined): Bytes {
  if (extension === 'mp3') return { contentType: 'audio/mpeg', content: mp3(seconds) };
  return { contentType: 'audio/x-wav', content: wav(seconds) };
}

/** 8 kHz, mono, 8 bit. */
function wav(seconds: number): Uint8Array<ArrayBuffer> {
  const length = seconds * SAMPLE_RATE;
  const content = Buffer.alloc(HEADER_BYTES + length, 0x80);
  content.write('RIFF', 0);
  content.writeUInt32LE(content.length - 8, 4);
  content.write('WAVEfmt ', 8);
  for (const [place, value] of [
    [16, 16],
    [24, SAMPLE_RATE],
    [28, SAMPLE_RATE],
    [40, length],
  ] as const) {
    content.writeUInt32LE(value, place);
  }
  for (const [place, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    content.writeUInt16LE(value, place);
  content.write('data', 36);
  return new Uint8Array(content);
}

/** Empty frames of MPEG 1 layer III at 32 kbit/s and 32 kHz, of 36 ms and 144 bytes each. */
function mp3(seconds: number): Uint8Array<ArrayBuffer> {
  const frame = Buffer.alloc(144);
  frame.writeUInt32BE(0xff_fb_18_c4, 0);
  return new Uint8Array(Buffer.concat(Array.from({ length: Math.ceil(seconds / 0.036) }, () => frame)));
}
