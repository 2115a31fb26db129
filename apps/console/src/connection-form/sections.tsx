import type { ReactNode } from 'react';
import { authOf, isSwitchedOff } from './entries.ts';
import { useEntry, useForm } from './form-context.ts';
import styles from './form.module.css';
import { Destinations, Labels } from './lists.tsx';
import { CheckEntry, ChoiceEntry, TextEntry } from './text-fields.tsx';
import { VariableField } from './variable-field.tsx';

/** The steps in the order of the connector page. All are open, so that one can go back and forth. */
export const STEPS = [
  { id: 'location', title: 'Location' },
  { id: 'details', title: 'Connection Details' },
  { id: 'authentication', title: 'Authentication' },
  { id: 'review', title: 'Review' },
] as const;

export function Step({ id, children }: { readonly id: (typeof STEPS)[number]['id']; readonly children: ReactNode }) {
  const step = STEPS.find((one) => one.id === id);
  return (
    <section id={id} className={styles.section} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>{step?.title}</h2>
      {children}
    </section>
  );
}

const LOG_LEVELS = [
  { id: 'ERROR', displayName: 'Error' },
  { id: 'INFO', displayName: 'Info' },
  { id: 'DEBUG', displayName: 'Debug' },
];

const NAME_RULE =
  'Lower-case letters, digits and hyphens; begins with a letter, ends with a letter or digit; at most 63 characters. It cannot be changed later.';

export function Details() {
  const { isEdit } = useForm();
  const { text: log } = useEntry('log');
  return (
    <>
      <TextEntry field="name" label="Connection Name" isRequired isMono hint={NAME_RULE} disabled={isEdit} />
      <TextEntry field="description" label="Description" />
      <CheckEntry field="log" label="Enable Cloud Logging" hint="What happens on the connection, to read below Logs." />
      {log === 'true' && <ChoiceEntry field="logLevel" label="Log level" options={LOG_LEVELS.slice(1)} none="Error" />}
      <TextEntry
        field="serviceAccount"
        label="Service Account"
        hint="Decides which secrets the connection may read. Empty for the server’s own."
      />
      <fieldset className={styles.group}>
        <legend>Connection node settings</legend>
        <p className={styles.note}>
          A node processes up to 25 requests to Twilio a second. More nodes process more; the connection keeps as many
          as it needs.
        </p>
        <div className={styles.pair}>
          <TextEntry field="minNodes" label="Minimum number of nodes" isNumber placeholder="2" />
          <TextEntry field="maxNodes" label="Maximum number of nodes" isNumber placeholder="50" />
        </div>
      </fieldset>
      <Variables />
      <Labels />
    </>
  );
}

/** The variables in the order of the templates. The advanced ones unfold; those of a check box follow it. */
function Variables() {
  const { version, entries } = useForm();
  const templates = version.configVariableTemplates ?? [];
  const shown = templates.filter(({ key }) => !isSwitchedOff(key, templates, entries));
  const advanced = [
    ...shown.filter(({ isAdvanced }) => isAdvanced).map((template) => ({ template, prefix: 'var' as const })),
    ...(version.sslConfigTemplate?.additionalVariables ?? []).map((template) => ({ template, prefix: 'ssl' as const })),
  ];
  return (
    <>
      {shown
        .filter(({ isAdvanced }) => !isAdvanced)
        .map((template) => (
          <VariableField key={template.key} template={template} prefix="var" />
        ))}
      {(version.destinationConfigTemplates ?? [])
        .filter(({ key }) => !isSwitchedOff(key, templates, entries))
        .map((template) => (
          <Destinations key={template.key} template={template} />
        ))}
      <details className={styles.advanced}>
        <summary>Advanced settings</summary>
        <div>
          {advanced.map(({ template, prefix }) => (
            <VariableField key={template.key} template={template} prefix={prefix} />
          ))}
        </div>
      </details>
    </>
  );
}

export function Authentication() {
  const { version, entries } = useForm();
  const { authConfigTemplates = [] } = version;
  const auth = authOf(version, entries);
  const { setText } = useEntry('authKey');
  return (
    <>
      <fieldset className={styles.group}>
        <legend>Authentication type</legend>
        {authConfigTemplates.map(({ authKey, displayName, description }) => (
          <label key={authKey}>
            <input
              type="radio"
              name="authKey"
              value={authKey}
              checked={auth?.authKey === authKey}
              onChange={() => setText(authKey)}
            />{' '}
            {displayName}
            <span className={styles.note}>: {description}</span>
          </label>
        ))}
      </fieldset>
      {(auth?.configVariableTemplates ?? []).map((template) => (
        <VariableField key={`${auth?.authKey} ${template.key}`} template={template} prefix="auth" />
      ))}
    </>
  );
}
