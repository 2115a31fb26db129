import type { RunningConnector } from '../../server/start.js';

/** What a person sees when the server is up: where it is, what it is connected to, and a first call to try. */
export function banner(running: RunningConnector): string {
  const { url, connection, simulator, tokenFile } = running;
  const token = tokenFile ? `$(cat ${quoted(tokenFile)})` : '$CONNECTOR_TOKEN';
  const connectedTo = simulator
    ? [
        `Connected to   the simulator at ${simulator.url} — no Twilio account, nothing is sent, nothing costs money.`,
        '               Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to connect to Twilio.',
      ]
    : ['Connected to   Twilio — messages and calls are real and cost money.'];
  return [
    '',
    `Twilio connector is serving at ${url}`,
    '',
    ...connectedTo,
    `Connection     ${connection}`,
    `Token          ${tokenFile ? `in the file ${tokenFile}` : 'from CONNECTOR_TOKEN'}`,
    `Health         ${url}/healthz      Metrics  ${url}/metrics`,
    '',
    'Try:',
    '',
    `  curl -H "Authorization: Bearer ${token}" \\`,
    `    ${url}/v2/${connection}/entityTypes/Recordings/entities`,
    '',
    'Ctrl-C stops it.',
    '',
    '',
  ].join('\n');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
