import type { RunningConnector } from '../../server/start.js';

/** The text that `serve` prints once it is ready: its address, its Twilio account and a first command to try. */
export function banner(running: RunningConnector): string {
  const { url, connection, tokenFile, signInLink, postgres } = running;
  const token = tokenFile ? `$(cat ${quoted(tokenFile)})` : '$CONNECTOR_TOKEN';
  return [
    '',
    `Twilio connector is serving at ${url}`,
    '',
    ...(signInLink === undefined
      ? [`Console        ${url}/console/ (sign in with a token)`]
      : [`Console        ${signInLink}`, '               This link signs you in, once and within 10 minutes.']),
    ...connectedTo(running),
    `Connection     ${connection}`,
    `Token          ${tokenFile ? `in the file ${tokenFile}` : 'from CONNECTOR_TOKEN'}`,
    `Health         ${url}/healthz`,
    `Metrics        ${url}/metrics`,
    '',
    'Try:',
    '',
    `  curl -H "Authorization: Bearer ${token}" \\`,
    `    ${url}/v2/${connection}/entityTypes/Recordings/entities`,
    ...(postgres ? ['', `  PGPASSWORD="${token}" psql -h ${postgres.host} -p ${postgres.port} -U admin twilio`] : []),
    '',
    'Press Ctrl-C to stop.',
    '',
    '',
  ].join('\n');
}

function connectedTo({ simulator, gateway }: RunningConnector): readonly string[] {
  if (simulator) {
    const { url, accountSid, authToken } = simulator;
    return [
      `Connected to   the simulator at ${url}: no Twilio account, nothing is sent or charged.`,
      '               Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to connect to Twilio.',
      `Account        ${accountSid}, auth token "${authToken}", for further connections, too`,
    ];
  }
  if (gateway !== undefined) return [`Connected to   ${gateway} (TWILIO_BASE_URL)`];
  return ['Connected to   Twilio: messages and calls are real and cost money.'];
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
