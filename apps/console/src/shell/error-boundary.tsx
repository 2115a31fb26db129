import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorPanel } from '../ui/states.tsx';

/** A mistake of the console itself, or a part of it that could not be loaded. The rest of the page stays. */
export function ViewError({ error, reset }: ErrorComponentProps) {
  return <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />;
}
