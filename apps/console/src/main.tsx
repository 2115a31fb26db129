// First, since it declares the order of the layers.
import './ui/base.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/api-error.ts';
import { sessionQuery } from './resources/session.ts';
import { makeRouter } from './routes.tsx';
import { applyTheme } from './shell/theme.ts';
import { takeOneTimeCode } from './sign-in/one-time-code.ts';

applyTheme();
takeOneTimeCode();

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server has tried hard enough before it answers with an error.
      retry: (failures, error) => failures < 1 && !(error instanceof ApiError),
      staleTime: 10_000,
    },
  },
});

// Before the first view is drawn, which has nothing to show until then.
void queryClient.prefetchQuery(sessionQuery);

const router = makeRouter();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
