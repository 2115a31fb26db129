import { readEnv, startConnector } from '@twilio-connector/connector';
import { serveMeasured } from './measured-process.ts';

// A connector whose memory another process can measure. The environment sets its data folder and its simulator.
serveMeasured({
  async start() {
    const env = readEnv({ ...process.env, CONNECTOR_LOG_LEVEL: 'silent', PORT: '0', PG_PORT: 'off' });
    return (await startConnector({ env, logDestination: { write() {} } })).url;
  },
});
