import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel, Loading } from './states.tsx';

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>;
  /** The content that is on its way, such as "connections". */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** What a query has: its data, or its state. Data stay visible while they are read again, also if that fails. */
export function QueryView<T>({ query, what, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading what={what} />;
}
