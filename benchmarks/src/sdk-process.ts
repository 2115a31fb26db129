import twilio from 'twilio';
import { requestClient } from './http-contestants.ts';
import { serveMeasured } from './measured-process.ts';

const { TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '', SIMULATOR_URL = '' } = process.env;
const clients: twilio.Twilio[] = [];

// Clients of the `twilio` SDK. Each has its own HTTP client, as it would by default.
serveMeasured({
  make(count) {
    for (let index = 0; index < Number(count); index += 1) {
      const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, {
        httpClient: requestClient(SIMULATOR_URL),
        env: {},
      });
      clients.push(client);
    }
  },
  async use() {
    for (const client of clients) await client.messages.list({ limit: 1, pageSize: 1 });
  },
});
