import { createHash } from 'node:crypto';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; }
  dt { margin-top: 1rem; font-weight: 600; }
  dd { margin: 0; }
  code { font-size: 0.9em; }`;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Twilio connector</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <h1>Twilio connector</h1>
    <p>The console has not been built. Build it in the folder of the repository with <code>npm start</code>, or with
      <code>pnpm build</code> while the server runs, and reload this page.</p>
    <p>The API of this server works without it:</p>
    <dl>
      <dt><a href="/openapi.json">/openapi.json</a></dt>
      <dd>The entity types and actions, as an OpenAPI document.</dd>
      <dt><a href="/healthz">/healthz</a></dt>
      <dd>Whether the server is serving.</dd>
      <dt><a href="/metrics">/metrics</a></dt>
      <dd>Metrics for Prometheus.</dd>
      <dt>/v1 and /v2</dt>
      <dd>Connections, and their entities and actions. Send a token: <code>Authorization: Bearer &lt;token&gt;</code>.</dd>
    </dl>
  </body>
</html>
`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
};

/** Answers a browser in a checkout of the sources in which the console has not been built. */
export function answerMissingConsole(): Response {
  return new Response(PAGE, { status: 503, headers: HEADERS });
}
