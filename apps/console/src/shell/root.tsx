import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { whenSignedOut } from '../api/http.ts';
import { endSession, sessionQuery } from '../resources/session.ts';
import { SignIn } from '../sign-in/sign-in.tsx';
import { ErrorPanel, Loading } from '../ui/states.tsx';
import { Layout } from './layout.tsx';

/** Shows the view of the link, or asks for a token first and then shows it. */
export function Root() {
  const session = useQuery(sessionQuery);
  const client = useQueryClient();
  useEffect(() => whenSignedOut(() => endSession(client)), [client]);
  if (session.data) return <Layout />;
  if (session.data === null) return <SignIn />;
  if (session.error) return <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />;
  return <Loading what="the console" />;
}
