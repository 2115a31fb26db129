import { boolean, createActions, defineAction, oneOf, text } from '@twilio-connector/entities';
import { compose } from '../src/runtime/compose.js';
import { createFirstConnection } from '../src/connections/first-connection.js';
import { openApp } from './app-bed.js';

/** An invented action, because the metadata of an action depends only on its declaration. */
const greet = defineAction({
  name: 'GreetCaller',
  description: 'Greets the caller.',
  docs: 'https://www.twilio.com/docs/voice',
  method: 'POST',
  path: '/2010-04-01/Accounts/{AccountSid}/Greetings',
  inputParameters: {
    To: text({ create: 'required', description: 'The number to greet, in E.164.' }),
    Tone: oneOf(['kind', 'curt'], { create: 'optional' }),
  },
  resultMetadata: { Answer: text({ description: 'The spoken answer.' }), IsHuman: boolean() },
  isIdempotent: false,
  consequence: 'speaks to a person',
});

/** The app in process over a connection that has only this action. Nothing can be sent to Twilio. */
export function openActionBed() {
  const connection = createFirstConnection({ accountSid: `AC${'1'.repeat(32)}` });
  const refuse = () => Promise.reject(new Error('This bed sends nothing.'));
  const composed = compose(connection, { credentials: { authToken: 'x' }, fetch: refuse });
  const runtime = { ...composed, actions: createActions({ send: refuse, catalog: { GreetCaller: greet } }) };
  return openApp(runtime);
}
