import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectionPlace } from '../resources/connection.ts';
import { type EntityType, keyOf } from '../resources/entity-type.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';

/** For entity types that Twilio does not list: opens a row by its key. */
export function ByKey({ place, entityType }: { readonly place: ConnectionPlace; readonly entityType: EntityType }) {
  const [id, setId] = useState('');
  const navigate = useNavigate();
  const { name, operations } = entityType;
  return (
    <Section title="Twilio does not list these rows">
      {operations.includes('GET') && (
        <form
          style={{ maxWidth: 400, display: 'grid', gap: 12, justifyItems: 'start' }}
          onSubmit={(event) => {
            event.preventDefault();
            if (id.trim() === '') return;
            void navigate({
              to: '/c/$project/$location/$connection/data/$type/$id',
              params: { ...place, type: name, id: id.trim() },
            });
          }}
        >
          <Field
            label={keyOf(entityType)}
            isMono
            hint="Rows below parents have the keys of the parents before it, with slashes between them."
          >
            {(control) => (
              <input
                {...control}
                spellCheck={false}
                autoComplete="off"
                value={id}
                onChange={(event) => setId(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit">Open row</Button>
        </form>
      )}
    </Section>
  );
}
