import { boolean, createActions, defineAction, oneOf, text } from '@twilio-connector/entities';
import { compose } from '../src/runtime/compose.js';
import { createFirstConnection } from '../src/connections/first-connection.js';
import { openApp } from './app-bed.js';

/** An action that Twilio does not have: what is said of actions follows from declarations alone. */
const greet = defineAction({
  name: 'GreetCaller',
  description: 'Greets whoever calls.',
  docs: 'https://www.twilio.com/docs/voice',
  method: 'POST',
  path: '/2010-04-01/Accounts/{AccountSid}/Greetings',
  inputParameters: {
    To: text({ create: 'required', description: 'Whom to greet, in E.164.' }),
    Tone: oneOf(['kind', 'curt'], { create: 'optional' }),
  },
  resultMetadata: { Answer: text({ description: 'What was said.' }), IsHuman: boolean() },
  isIdempotent: false,
  consequence: 'speaks to a person',
});

/** The app in process, of a connection that has one action; nothing is sent to Twilio. */
export function openActionBed() {
  const connection = createFirstConnection({ accountSid: `AC${'1'.repeat(32)}` });
  const refuse = () => Promise.reject(new Error('Nothing may be sent.'));
  const composed = compose(connection, { credentials: { authToken: 'x' }, fetch: refuse });
  const runtime = { ...composed, actions: createActions({ send: refuse, catalog: { GreetCaller: greet } }) };
  return openApp(runtime);
}
