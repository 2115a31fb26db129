let code: string | undefined;

/** Takes the code of `/console/#code=…` out of the address. It works once, and a fragment reaches no server and no log. */
export function takeOneTimeCode(): void {
  const found = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!found) return;
  code = found;
  history.replaceState(null, '', location.pathname + location.search);
}

/** The code, the first time it is asked for. */
export function oneTimeCode(): string | undefined {
  const taken = code;
  code = undefined;
  return taken;
}
