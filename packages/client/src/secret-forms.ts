/**
 * The forms in which a response may repeat a secret: as it is, and as encoders of JSON, URLs, HTML, base64 and
 * hexadecimal numbers write it.
 */
export function toSecretForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return distinct([...toWrittenForms(secret), ...toBase64Cores(bytes).flatMap(toBase64Forms), hex, hex.toUpperCase()]);
}

/** The forms of a text in base64, with and without its padding. */
export function toBase64Forms(text: string): string[] {
  const unpadded = text.replace(/=+$/, '');
  const inUrl = unpadded.replaceAll('+', '-').replaceAll('/', '_');
  return distinct([text, unpadded, inUrl].flatMap(toWrittenForms));
}

function toWrittenForms(text: string): string[] {
  const inUrl = encodeURIComponent(text);
  return [
    text,
    inUrl,
    inUrl.replace(/%../g, (escape) => escape.toLowerCase()),
    new URLSearchParams({ '': text }).toString().slice(1),
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('/', String.raw`\/`),
    text.replaceAll('+', String.raw`\u002B`),
    text.replaceAll('+', String.raw`\u002b`),
    text.replaceAll('/', '&#x2F;').replaceAll('+', '&#x2B;'),
  ];
}

/**
 * In the base64 of a longer text, a secret begins at one of three positions within a group of four characters. Returns
 * the characters that depend only on the secret, for each position.
 */
function toBase64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}

function distinct(forms: readonly string[]): string[] {
  return [...new Set(forms)];
}
