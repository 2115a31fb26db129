import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sendWrite } from '../api/pending-writes.ts';
import { count } from '../format/words.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import { toInput } from './input-value.ts';
import { Consequence } from './preview.tsx';
import styles from './review.module.css';
import { discardEdits, type StagedEdit } from './staged-edits.ts';
import { updateCall } from './write-calls.ts';

interface ReviewBarProps {
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly scope: string;
  readonly staged: Readonly<Record<string, readonly StagedEdit[]>>;
  /** What an update of this entity type does, if it cannot be undone. */
  readonly consequence: string | undefined;
}

/** Stands below rows with changes that are not saved. */
export function ReviewBar(props: ReviewBarProps) {
  const [isReviewing, setReviewing] = useState(false);
  const changes = Object.values(props.staged).reduce((sum, edits) => sum + edits.length, 0);
  if (changes === 0 && !isReviewing) return null;
  return (
    <div className={styles.bar} role="region" aria-label="Changes that are not saved">
      <span>{count(changes, 'change')} not saved</span>
      <Button kind="quiet" onClick={() => discardEdits(props.scope)}>
        Discard
      </Button>
      <Button kind="primary" onClick={() => setReviewing(true)}>
        Review {count(changes, 'change')}
      </Button>
      {isReviewing && <ReviewDialog {...props} onClose={() => setReviewing(false)} />}
    </div>
  );
}

function valuesOf(edits: readonly StagedEdit[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(edits.map(({ field, after }) => [field, after]));
}

function ReviewDialog({ place, type, scope, staged, consequence, onClose }: ReviewBarProps & { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  /** One row after the other, each with a key of its own: what fails stays staged. */
  async function save(): Promise<void> {
    setSaving(true);
    const failed: Record<string, string> = {};
    let saved = 0;
    for (const [id, edits] of Object.entries(staged)) {
      try {
        await sendWrite(`Update ${id} of ${type}`, updateCall(place, type, { id, fields: valuesOf(edits) }));
        discardEdits(scope, id);
        saved += 1;
      } catch (error) {
        failed[id] = error instanceof Error ? error.message : String(error);
      }
    }
    setSaving(false);
    setErrors(failed);
    if (saved > 0) toast(`Saved ${count(saved, 'row')}.`);
    await client.invalidateQueries({ queryKey: ['entities', nameOf(place), type] });
    if (Object.keys(failed).length === 0) onClose();
  }
  const rows = Object.entries(staged);
  return (
    <Dialog
      isWide
      title={`Review the changes to ${type}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button kind="primary" disabled={isSaving || rows.length === 0} onClick={() => void save()}>
            {isSaving ? 'Saving…' : `Save ${count(rows.length, 'row')}`}
          </Button>
        </>
      }
    >
      <Consequence text={consequence} />
      {rows.map(([id, edits]) => (
        <div key={id} className={styles.row}>
          <Mono>{id}</Mono>
          <dl className={styles.diff}>
            {edits.map(({ field, before, after }) => (
              <div key={field} style={{ display: 'contents' }}>
                <dt>{field}</dt>
                <dd>
                  <del>{toInput(before) || '(empty)'}</del> → <ins>{toInput(after) || '(empty)'}</ins>
                </dd>
              </div>
            ))}
          </dl>
          {errors[id] && (
            <p role="alert" className={styles.error}>
              <StateBadge tone="bad">Not saved</StateBadge> {errors[id]}
            </p>
          )}
        </div>
      ))}
    </Dialog>
  );
}
