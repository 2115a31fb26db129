import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { count } from '../format/words.ts';
import { nameOf } from '../resources/connection.ts';
import type { EntityType } from '../resources/entity-type.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Strip } from '../ui/states.tsx';
import { ConfirmField } from '../ui/type-to-confirm.tsx';
import { bulkCall, type BulkTarget, countRows, runBulk } from './bulk-calls.ts';
import { BulkChanges, type Changes, toFields } from './bulk-changes.tsx';
import { BulkOutcome, isWhole } from './bulk-outcome.tsx';
import { expectedRequests } from './plan-strip.tsx';
import { Consequence, Preview } from './preview.tsx';
import { planOf } from './write-calls.ts';

interface BulkDialogProps {
  readonly target: BulkTarget;
  readonly entityType: EntityType;
  readonly operation: 'UPDATE' | 'DELETE';
  readonly onClose: () => void;
}

/** A bulk write goes from its dry run to the count of its rows to the write. A change of what it sets starts again. */
function useBulk({ target, entityType, operation }: BulkDialogProps) {
  const client = useQueryClient();
  const [changes, setChanges] = useState<Changes>({});
  const [typed, setTyped] = useState('');
  const stop = useRef(new AbortController());
  useEffect(() => {
    stop.current = new AbortController();
    return () => stop.current.abort();
  }, []);
  const fields = operation === 'UPDATE' ? toFields(entityType, changes) : undefined;
  const plan = useMutation({ mutationFn: () => planOf(bulkCall(target, fields)) });
  const counting = useMutation({ mutationFn: () => countRows(target, stop.current.signal) });
  const write = useMutation({
    mutationFn: () => runBulk(target, fields),
    onSettled: () => client.invalidateQueries({ queryKey: ['entities', nameOf(target.place), target.type] }),
  });
  const confirmation = `${counting.data} ${target.type}`;
  return {
    plan,
    counting,
    write,
    changes,
    hasChanges: operation === 'DELETE' || Object.keys(changes).length > 0,
    /** The text to type. It contains the count, so that nobody confirms it unread. */
    confirmation,
    typed,
    setTyped,
    isConfirmed: typed === confirmation,
    isBusy: plan.isPending || counting.isPending || write.isPending,
    isDone: counting.data === 0 || (write.data !== undefined && isWhole(write.data)),
    change: (next: Changes) => {
      setChanges(next);
      setTyped('');
      for (const step of [plan, counting, write]) step.reset();
    },
  };
}

const VERBS = { UPDATE: 'Update', DELETE: 'Delete' } as const;

interface Step {
  readonly action: string;
  readonly isReady: boolean;
  readonly run: () => void;
}

/** What the button of the dialog does next. */
function nextStep({ operation, onClose }: BulkDialogProps, bulk: ReturnType<typeof useBulk>): Step {
  const { plan, counting, write, hasChanges, isConfirmed, isDone } = bulk;
  if (!plan.data) return { action: 'Preview', isReady: hasChanges, run: plan.mutate };
  if (counting.data === undefined) return { action: 'Count the rows', isReady: true, run: counting.mutate };
  if (isDone) return { action: 'Done', isReady: true, run: onClose };
  if (write.data) return { action: 'Go on', isReady: true, run: write.mutate };
  const action = `${VERBS[operation]} ${count(counting.data, 'row')}`;
  return { action, isReady: isConfirmed, run: write.mutate };
}

/** Changes or deletes every row that matches a condition: shows the request to Twilio, then counts the rows, then asks. */
export function BulkDialog(props: BulkDialogProps) {
  const { target, entityType, operation, onClose } = props;
  const bulk = useBulk(props);
  const { plan, counting, write, changes, change, confirmation, typed, setTyped, isBusy, isDone } = bulk;
  const { action, isReady, run } = nextStep(props, bulk);
  return (
    <FormDialog
      isWide
      title={`${VERBS[operation]} rows of ${target.type}`}
      action={isBusy ? 'Working…' : action}
      kind={operation === 'DELETE' && counting.data !== undefined && !isDone ? 'danger' : 'primary'}
      isDisabled={isBusy || !isReady}
      onSubmit={() => isReady && !isBusy && run()}
      onClose={onClose}
      intro={
        <p>
          All rows with <code>{target.where}</code>
        </p>
      }
    >
      {operation === 'UPDATE' && <BulkChanges entityType={entityType} changes={changes} onChange={change} />}
      {plan.data && (
        <>
          <Consequence text={entityType.metadata?.twilio?.consequences?.[operation]} />
          <Preview request={plan.data.request} />
          <p>
            {plan.data.finds && `Finding the rows takes ${expectedRequests(plan.data.finds)}, and each row one more.`}
          </p>
        </>
      )}
      <p role="status">{countWords(bulk)}</p>
      {!!counting.data && !write.data && <ConfirmField name={confirmation} typed={typed} onChange={setTyped} />}
      {write.data && <BulkOutcome report={write.data} />}
      {[plan, counting, write].map(
        ({ error }) =>
          error && (
            <Strip key={error.message} tone="bad">
              {error.message}
            </Strip>
          ),
      )}
    </FormDialog>
  );
}

function countWords({ counting: { data, isPending } }: ReturnType<typeof useBulk>): string {
  if (isPending) return 'Counting…';
  if (data === undefined) return '';
  return data === 0 ? 'No row matches, so there is nothing to do.' : `${count(data, 'row')} match.`;
}
