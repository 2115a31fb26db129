import { ConnectionFacts } from '../overview/connection-facts.tsx';
import { stateWords } from '../resources/connection-state.ts';
import { StateBadge } from '../ui/badge.tsx';
import type { CheckAnswer } from './check.ts';
import type { ConnectionBody } from './to-connection.ts';

/** What will be saved, and what Twilio said to the credentials. */
export function Review({ body, answer }: { readonly body: ConnectionBody; readonly answer: CheckAnswer }) {
  const { state, description } = answer.status ?? {};
  const { word, tone } = stateWords(state);
  return (
    <>
      <p role="status">
        {state ? (
          <>
            <StateBadge tone={tone}>{state === 'ACTIVE' ? 'Twilio accepts the credentials' : word}</StateBadge>{' '}
            {description}
          </>
        ) : (
          'The connection is valid.'
        )}
      </p>
      <ConnectionFacts connection={{ ...body, name: '', connectorVersion: body.connectorVersion ?? '' }} />
    </>
  );
}
