import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { connectionsQuery, placeOf } from '../resources/connection.ts';
import { entityTypesQuery } from '../resources/entity-type.ts';
import { useMay } from '../resources/permissions.ts';
import { Dialog } from '../ui/dialog.tsx';
import { inputClass } from '../ui/field.tsx';
import popup from '../ui/popup.module.css';
import styles from './command-palette.module.css';
import { typesOfSid } from './sid-prefixes.ts';
import { usePlace, useProject } from './use-place.ts';

interface Command {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly run: () => void;
}

const MAX_SHOWN = 12;
const PAGES = ['data', 'sql', 'actions', 'monitoring', 'logs', 'access'] as const;
const LABELS: Readonly<Record<string, string>> = { sql: 'SQL' };
const NOWHERE = { project: '', location: '', connection: '' };

function useCommands(text: string): readonly Command[] {
  const place = usePlace();
  const project = useProject();
  const navigate = useNavigate();
  const may = useMay(place ?? NOWHERE);
  const hasTypes = place !== undefined && may('connectors.entityTypes.list');
  const { data: types = [] } = useQuery({ ...entityTypesQuery(place ?? NOWHERE), enabled: hasTypes });
  const { data: connections = [] } = useQuery(connectionsQuery(project));
  const commands: Command[] = [];
  const add = (label: string, kind: string, run: () => void) =>
    commands.push({ id: `${kind} ${label}`, label, kind, run });
  if (place) {
    for (const type of typesOfSid(text)) {
      add(
        `${type} ${text}`,
        'Open row',
        () =>
          void navigate({
            to: '/c/$project/$location/$connection/data/$type/$id',
            params: { ...place, type, id: text },
          }),
      );
    }
    add('Overview', place.connection, () => void navigate({ to: '/c/$project/$location/$connection', params: place }));
    for (const page of PAGES) {
      const label = LABELS[page] ?? page.charAt(0).toUpperCase() + page.slice(1);
      add(
        label,
        place.connection,
        () => void navigate({ to: `/c/$project/$location/$connection/${page}`, params: place }),
      );
    }
    for (const { name } of types) {
      add(
        name,
        'Entity type',
        () => void navigate({ to: '/c/$project/$location/$connection/data/$type', params: { ...place, type: name } }),
      );
    }
  }
  for (const { name } of connections) {
    add(
      placeOf(name).connection,
      'Connection',
      () => void navigate({ to: '/c/$project/$location/$connection', params: placeOf(name) }),
    );
  }
  add('Connections', 'Page', () => void navigate({ to: '/', search: { project } }));
  add('Secrets', 'Page', () => void navigate({ to: '/secrets', search: { project } }));
  add('Audit', 'Page', () => void navigate({ to: '/audit', search: { project } }));
  add('Tokens', 'Page', () => void navigate({ to: '/tokens' }));
  add('About', 'Page', () => void navigate({ to: '/about' }));
  return commands;
}

/** The commands that contain a text. Those that begin with it come first, the shortest before the others. */
function matching(commands: readonly Command[], wanted: string): readonly Command[] {
  const beginsWith = ({ label }: Command) => Number(label.toLowerCase().startsWith(wanted));
  return commands
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .toSorted((a, b) => beginsWith(b) - beginsWith(a) || a.label.length - b.label.length)
    .slice(0, MAX_SHOWN);
}

export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const id = useId();
  const wanted = text.trim().toLowerCase();
  const found = matching(useCommands(text.trim()), wanted);
  const active = Math.min(index, found.length - 1);
  function run(command: Command | undefined): void {
    if (!command) return;
    onClose();
    command.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setIndex((active + step + found.length) % found.length);
    }
    if (event.key === 'Enter') run(found[active]);
  }
  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        role="combobox"
        aria-label="A page, an entity type or a SID"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[active] && `${id}-${active}`}
        className={inputClass}
        placeholder="A page, an entity type or a SID"
        spellCheck={false}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
      />
      <ul id={id} role="listbox" aria-label="Where to go" className={styles.list}>
        {found.map((command, at) => (
          <li
            key={command.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            className={`${popup.option} ${styles.option}`}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            <small>{command.kind}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status">Nothing is called “{text}”.</p>}
    </Dialog>
  );
}
