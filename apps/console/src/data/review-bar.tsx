import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sendWrite } from '../api/pending-writes.ts';
import { count } from '../format/words.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import type { EntityType } from '../resources/entity-type.ts';
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
  readonly entityType: EntityType;
  readonly scope: string;
  readonly staged: Readonly<Record<string, readonly StagedEdit[]>>;
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

/** Saves one row after the other, each with a key of its own: what fails stays staged. */
function useSave({ place, entityType: { name: type }, scope, staged }: ReviewBarProps, onSaved: () => void) {
  const client = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
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
    if (Object.keys(failed).length === 0) onSaved();
  }
  return { isSaving, errors, save };
}

function ReviewDialog(props: ReviewBarProps & { readonly onClose: () => void }) {
  const { entityType, staged, onClose } = props;
  const { isSaving, errors, save } = useSave(props, onClose);
  const rows = Object.entries(staged);
  return (
    <Dialog
      isWide
      title={`Review the changes to ${entityType.name}`}
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
      <Consequence text={entityType.metadata?.twilio?.consequences?.UPDATE} />
      {rows.map(([id, edits]) => (
        <RowDiff key={id} id={id} edits={edits} error={errors[id]} />
      ))}
    </Dialog>
  );
}

interface RowDiffProps {
  readonly id: string;
  readonly edits: readonly StagedEdit[];
  readonly error: string | undefined;
}

function RowDiff({ id, edits, error }: RowDiffProps) {
  return (
    <div className={styles.row}>
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
      {error && (
        <p role="alert" className={styles.error}>
          <StateBadge tone="bad">Not saved</StateBadge> {error}
        </p>
      )}
    </div>
  );
}
