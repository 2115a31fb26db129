/** A planted secret that was found. */
export interface Find {
  readonly canary: string;
  readonly form: string;
  readonly place: string;
  /** The surrounding text, without the secret. */
  readonly around: string;
}

/**
 * Every form in which a secret may appear: unchanged, in JSON (twice, where JSON is logged), in a URL or form, hexadecimal,
 * and in base64, alone or inside a longer text such as the `user:secret` of a login.
 */
function formsOf(secret: string): ReadonlyMap<string, string> {
  const json = JSON.stringify(secret).slice(1, -1);
  const hex = Buffer.from(secret).toString('hex');
  const forms = new Map([
    ['raw', secret],
    ['JSON', json],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['JSON with escaped slashes', json.replaceAll('/', String.raw`\/`)],
    ['URL', encodeURIComponent(secret)],
    ['form', new URLSearchParams({ '': secret }).toString().slice(1)],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
  ]);
  for (const shift of [0, 1, 2]) {
    // The characters at both ends depend on the surrounding text; the middle does not.
    const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    const middle = padded.replace(/=+$/, '').slice(shift === 0 ? 0 : 4, -2);
    forms.set(`base64 at ${shift}`, middle);
    forms.set(`base64url at ${shift}`, middle.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** Searches for every form of every canary. Bytes are searched without decoding. */
export function findCanaries(
  canaries: Readonly<Record<string, string>>,
  places: Iterable<readonly [place: string, content: string | Uint8Array]>,
): readonly Find[] {
  const finds: Find[] = [];
  const all = Object.entries(canaries).map(([canary, secret]) => [canary, formsOf(secret)] as const);
  for (const [place, content] of places) {
    const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
    for (const [canary, forms] of all) {
      for (const [form, wanted] of forms) {
        const sought = typeof content === 'string' ? wanted : Buffer.from(wanted).toString('latin1');
        const at = text.indexOf(sought);
        if (at < 0) continue;
        const around = `${text.slice(Math.max(0, at - 60), at)}…${text.slice(at + sought.length, at + sought.length + 30)}`;
        finds.push({ canary, form, place, around });
        // One form is enough.
        break;
      }
    }
  }
  return finds;
}
