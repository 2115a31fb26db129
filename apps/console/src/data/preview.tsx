import type { TwilioRequest } from '@twilio-connector/entities';
import { TriangleAlert } from 'lucide-react';
import { breakable } from '../ui/badge.tsx';
import { toInput } from './input-value.ts';
import styles from './preview.module.css';

/** What a write does to the world, such as "sends a message, which costs money and reaches a person". */
export function Consequence({ text }: { readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <p className={styles.consequence}>
      <TriangleAlert size={16} aria-hidden />
      This {text}.
    </p>
  );
}

/** The request to Twilio behind a write, before it is sent. */
export function Preview({ request }: { readonly request: TwilioRequest | undefined }) {
  if (!request) return <p>The server tells no request for this.</p>;
  const { method, path, query = {}, form = {} } = request;
  const values = [...Object.entries(query), ...Object.entries(form)];
  return (
    <section className={styles.preview} aria-label="Request to Twilio">
      <pre>
        {method} {breakable(path)}
      </pre>
      {values.length > 0 && (
        <dl className={styles.form}>
          {values.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{toInput(value) || '(empty)'}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.note}>Checked by the server. Nothing has been sent yet.</p>
    </section>
  );
}
