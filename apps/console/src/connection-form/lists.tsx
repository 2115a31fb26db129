import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { DestinationTemplate } from './connector-version.ts';
import { faultAt } from './faults.ts';
import { useForm } from './form-context.ts';
import styles from './form.module.css';

function replaceAt<T>(items: readonly T[], index: number, item: T): readonly T[] {
  return items.map((one, at) => (at === index ? item : one));
}

/** The servers of a destination, such as the proxy server: "+ Add destination", its host and its port. */
export function Destinations({ template }: { readonly template: DestinationTemplate }) {
  const { entries, faults, change } = useForm();
  const { destinations } = entries;
  const { displayName, description, max = 1 } = template;
  const set = (next: typeof destinations) => change({ ...entries, destinations: next });
  const fault = faultAt(faults, 'destinations');
  return (
    <fieldset className={styles.group}>
      <legend>{displayName}</legend>
      <p className={styles.note}>{description}</p>
      {fault && <p role="alert">{fault}</p>}
      {destinations.map((destination, index) => (
        <div key={index} className={styles.item}>
          <Field
            id={`field-destinations.${index}.host`}
            label="Host address"
            isMono
            error={faultAt(faults, `destinations.${index}.host`)}
          >
            {(control) => (
              <input
                {...control}
                spellCheck={false}
                value={destination.host}
                onChange={({ target }) => set(replaceAt(destinations, index, { ...destination, host: target.value }))}
              />
            )}
          </Field>
          <Field
            id={`field-destinations.${index}.port`}
            label="Port"
            isMono
            error={faultAt(faults, `destinations.${index}.port`)}
          >
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                value={destination.port}
                onChange={({ target }) => set(replaceAt(destinations, index, { ...destination, port: target.value }))}
              />
            )}
          </Field>
          <IconButton label="Remove the destination" onClick={() => set(destinations.filter((_, at) => at !== index))}>
            <Trash2 size={15} />
          </IconButton>
        </div>
      ))}
      {destinations.length < max && (
        <div>
          <Button onClick={() => set([...destinations, { host: '', port: '' }])}>
            <Plus size={14} aria-hidden /> Add destination
          </Button>
        </div>
      )}
    </fieldset>
  );
}

export function Labels() {
  const { entries, faults, change } = useForm();
  const { labels } = entries;
  const set = (next: typeof labels) => change({ ...entries, labels: next });
  const fault = faultAt(faults, 'labels');
  return (
    <fieldset className={styles.group} id="field-labels" tabIndex={-1}>
      <legend>Labels</legend>
      {fault && <p role="alert">{fault}</p>}
      {labels.map((label, index) => (
        <div key={index} className={styles.item}>
          <Field label="Key" isMono>
            {(control) => (
              <input
                {...control}
                spellCheck={false}
                value={label.key}
                onChange={({ target }) => set(replaceAt(labels, index, { ...label, key: target.value }))}
              />
            )}
          </Field>
          <Field label="Value" isMono>
            {(control) => (
              <input
                {...control}
                spellCheck={false}
                value={label.value}
                onChange={({ target }) => set(replaceAt(labels, index, { ...label, value: target.value }))}
              />
            )}
          </Field>
          <IconButton label="Remove the label" onClick={() => set(labels.filter((_, at) => at !== index))}>
            <Trash2 size={15} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button onClick={() => set([...labels, { key: '', value: '' }])}>
          <Plus size={14} aria-hidden /> Add label
        </Button>
      </div>
    </fieldset>
  );
}
