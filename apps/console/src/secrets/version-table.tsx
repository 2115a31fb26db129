import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatTime } from '../format/clock.ts';
import { useMayInProject } from '../resources/permissions.ts';
import { changeVersion, lastPart, type SecretVersion, type VersionChange } from '../resources/secret.ts';
import { StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { TypeToConfirm } from '../ui/type-to-confirm.tsx';

const STATES: Readonly<Record<string, { readonly word: string; readonly tone: 'good' | 'off' | 'bad' }>> = {
  ENABLED: { word: 'Enabled', tone: 'good' },
  DISABLED: { word: 'Disabled', tone: 'off' },
  DESTROYED: { word: 'Destroyed', tone: 'bad' },
};

interface VersionButtonsProps {
  readonly version: SecretVersion;
  readonly project: string;
  readonly onChange: (to: VersionChange) => void;
}

function VersionButtons({ version: { state }, project, onChange }: VersionButtonsProps) {
  const may = useMayInProject(project);
  return (
    <span style={{ display: 'inline-flex', gap: 8 }}>
      {state === 'ENABLED' && may('secretmanager.versions.disable') && (
        <Button onClick={() => onChange('disable')}>Disable</Button>
      )}
      {state === 'DISABLED' && may('secretmanager.versions.enable') && (
        <Button onClick={() => onChange('enable')}>Enable</Button>
      )}
      {state !== 'DESTROYED' && may('secretmanager.versions.destroy') && (
        <Button kind="quiet" onClick={() => onChange('destroy')}>
          Destroy…
        </Button>
      )}
    </span>
  );
}

interface VersionTableProps {
  readonly versions: readonly SecretVersion[];
  readonly project: string;
}

export function VersionTable({ versions, project }: VersionTableProps) {
  const formatTime = useFormatTime();
  const client = useQueryClient();
  const [destroying, setDestroying] = useState<string>();
  const change = useMutation({
    mutationFn: ({ name, to }: { readonly name: string; readonly to: VersionChange }) => changeVersion(name, to),
    onSuccess: () => setDestroying(undefined),
    onError: ({ message }) => toast(message),
    onSettled: () => client.invalidateQueries({ queryKey: ['secretVersions'] }),
  });
  const columns: readonly Column<SecretVersion>[] = [
    { title: 'Version', cell: ({ name }) => lastPart(name) },
    {
      title: 'State',
      cell: ({ state = 'ENABLED' }) => (
        <StateBadge tone={STATES[state]?.tone ?? 'off'}>{STATES[state]?.word ?? state}</StateBadge>
      ),
    },
    { title: 'Added', kind: 'muted', cell: ({ createTime }) => createTime && formatTime(createTime) },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: (version) => (
        <VersionButtons
          version={version}
          project={project}
          onChange={(to) =>
            to === 'destroy' ? setDestroying(version.name) : change.mutate({ name: version.name, to })
          }
        />
      ),
    },
  ];
  const secret = destroying?.split('/')[3] ?? '';
  return (
    <>
      <Table label="Versions" columns={columns} rows={versions} keyOf={({ name }) => name} />
      {destroying && (
        <TypeToConfirm
          title={`Destroy version ${lastPart(destroying)} of ${secret}`}
          name={secret}
          action="Destroy version"
          isBusy={change.isPending}
          error={change.error}
          onClose={() => setDestroying(undefined)}
          onConfirm={() => change.mutate({ name: destroying, to: 'destroy' })}
        >
          <p>The value is deleted for good. Connections that use this version stop working.</p>
        </TypeToConfirm>
      )}
    </>
  );
}
