import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { toCommand, toCurl } from '../api/copy-forms.ts';
import { useFormatTime } from '../format/clock.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CopyMenu } from '../ui/copy-menu.tsx';
import { Page } from '../ui/page.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { TypeToConfirm } from '../ui/type-to-confirm.tsx';
import { NewToken } from './new-token.tsx';
import { type ApiToken, revokeToken, tokensQuery } from './token-queries.ts';

function stateOf({ revokeTime, expireTime }: ApiToken): { readonly word: string; readonly tone: 'good' | 'off' } {
  if (revokeTime) return { word: 'Revoked', tone: 'off' };
  return expireTime && Date.parse(expireTime) <= Date.now()
    ? { word: 'Expired', tone: 'off' }
    : { word: 'Valid', tone: 'good' };
}

export function Tokens() {
  const query = useQuery(tokensQuery);
  const [isCreating, setCreating] = useState(false);
  return (
    <Page
      name="Tokens"
      title="Tokens"
      description="A token stands for a program or a person. It is shown once, when it is created."
      actions={
        <>
          <CopyMenu forms={[toCurl({ path: '/admin/v1/tokens' }), toCommand('tokens', 'list')]} />
          {query.isSuccess && (
            <Button kind="primary" onClick={() => setCreating(true)}>
              <Plus size={14} aria-hidden /> New token
            </Button>
          )}
        </>
      }
    >
      <QueryView query={query} what="tokens">
        {(tokens) => <TokenTable tokens={tokens} />}
      </QueryView>
      {isCreating && <NewToken onClose={() => setCreating(false)} />}
    </Page>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const formatTime = useFormatTime();
  const client = useQueryClient();
  const [revoking, setRevoking] = useState<string>();
  const revoke = useMutation({
    mutationFn: revokeToken,
    onSuccess: ({ name }) => {
      toast(`Revoked ${name}.`);
      setRevoking(undefined);
    },
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const timeOf = (time: string | undefined, none: string) => (time ? formatTime(time) : none);
  const columns: readonly Column<ApiToken>[] = [
    { title: 'Name', cell: ({ name }) => <Mono>{name}</Mono> },
    { title: 'State', cell: (token) => <StateBadge tone={stateOf(token).tone}>{stateOf(token).word}</StateBadge> },
    { title: 'Created', kind: 'muted', cell: ({ createTime }) => formatTime(createTime) },
    { title: 'Expires', kind: 'muted', cell: ({ expireTime }) => timeOf(expireTime, 'never') },
    { title: 'Revoked', kind: 'muted', cell: ({ revokeTime }) => timeOf(revokeTime, '–') },
    {
      title: 'What can be done',
      isTitleHidden: true,
      cell: ({ name, revokeTime }) => !revokeTime && <Button onClick={() => setRevoking(name)}>Revoke…</Button>,
    },
  ];
  if (tokens.length === 0)
    return (
      <Empty title="There are no API tokens yet">
        The administrator’s token is not among them: it comes from CONNECTOR_TOKEN.
      </Empty>
    );
  return (
    <>
      <Table label="Tokens" columns={columns} rows={tokens} keyOf={({ name }) => name} />
      {revoking && (
        <TypeToConfirm
          title={`Revoke ${revoking}`}
          name={revoking}
          action="Revoke token"
          isBusy={revoke.isPending}
          error={revoke.error}
          onClose={() => setRevoking(undefined)}
          onConfirm={() => revoke.mutate(revoking)}
        >
          <p>Calls and sessions with this token end now. Its name cannot be used again.</p>
        </TypeToConfirm>
      )}
    </>
  );
}
