import { useMutation } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { stateWords } from '../resources/connection-state.ts';
import { StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import styles from './overview.module.css';

interface StatusAnswer {
  readonly state?: string;
  readonly description?: string;
}

/** The stored state, and a test against Twilio on demand. It is not tested unasked, since that costs a request. */
export function StatusTest({
  place,
  description,
}: {
  readonly place: ConnectionPlace;
  readonly description: string | undefined;
}) {
  const test = useMutation({
    mutationFn: () => request<StatusAnswer>({ path: `/v2/${nameOf(place)}:checkStatus` }),
  });
  const { word, tone } = stateWords(test.data?.state);
  return (
    <div className={styles.test}>
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? 'Testing…' : 'Test the connection'}
      </Button>
      <span role="status">
        {test.data ? (
          <>
            <StateBadge tone={tone}>{word}</StateBadge> {test.data.description || 'Twilio accepts the credentials.'}
          </>
        ) : (
          (test.error?.message ?? (description || 'Asks Twilio with the credentials of this connection.'))
        )}
      </span>
    </div>
  );
}
