import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's package `chromium`. */
const PATH = '/usr/bin/chromium';

export const hasChromium = existsSync(PATH);
if (!hasChromium) {
  process.stderr.write(`\nSKIPPED: the tests of the console need ${PATH} (apt-get install chromium).\n\n`);
}

/** Starts a browser that calls home to nobody. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
