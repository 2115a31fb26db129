import { readEnv, startConnector } from '@twilio-connector/connector';
import { serveMeasured } from './measured-process.ts';

// A connector whose memory can be measured from outside. Its environment says on which folder, and to which simulator.
serveMeasured({
  async start() {
    const env = readEnv({ ...process.env, CONNECTOR_LOG_LEVEL: 'silent', PORT: '0' });
    return (await startConnector({ env, logDestination: { write() {} } })).url;
  },
});
