import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Connections } from './connections/connections-page.tsx';
import { VIEW_PARAMETERS } from './data/saved-views.ts';
import { parseSearch, searchOf, stringifySearch } from './search.ts';
import { ViewError } from './shell/error-boundary.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Root } from './shell/root.tsx';
import { Loading } from './ui/states.tsx';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, validateSearch: searchOf('project') });

const connections = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: searchOf('project', 'q', 'state'),
  component: Connections,
});

const newConnection = createRoute({
  getParentRoute: () => root,
  path: '/new',
  component: lazyRouteComponent(() => import('./connection-form/create-page.tsx'), 'CreateConnection'),
});

const connection = createRoute({ getParentRoute: () => root, path: '/c/$project/$location/$connection' });

const overview = createRoute({
  getParentRoute: () => connection,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'Overview'),
});

const edit = createRoute({
  getParentRoute: () => connection,
  path: '/edit',
  component: lazyRouteComponent(() => import('./connection-form/edit-page.tsx'), 'EditConnection'),
});

const data = createRoute({
  getParentRoute: () => connection,
  path: '/data',
  validateSearch: searchOf('q'),
  component: lazyRouteComponent(() => import('./data/types-page.tsx'), 'EntityTypes'),
});

const rows = createRoute({
  getParentRoute: () => connection,
  path: '/data/$type',
  validateSearch: searchOf(...VIEW_PARAMETERS),
  component: lazyRouteComponent(() => import('./data/rows-page.tsx'), 'Rows'),
});

const newRow = createRoute({
  getParentRoute: () => connection,
  path: '/new-row/$type',
  component: lazyRouteComponent(() => import('./data/new-row-page.tsx'), 'NewRow'),
});

const row = createRoute({
  getParentRoute: () => connection,
  path: '/data/$type/$id',
  component: lazyRouteComponent(() => import('./data/row-page.tsx'), 'RowPage'),
});

const actions = createRoute({
  getParentRoute: () => connection,
  path: '/actions',
  validateSearch: searchOf('q'),
  component: lazyRouteComponent(() => import('./actions/actions-page.tsx'), 'Actions'),
});

const action = createRoute({
  getParentRoute: () => connection,
  path: '/actions/$action',
  component: lazyRouteComponent(() => import('./actions/action-page.tsx'), 'ActionPage'),
});

const monitoring = createRoute({
  getParentRoute: () => connection,
  path: '/monitoring',
  validateSearch: searchOf('range'),
  component: lazyRouteComponent(() => import('./monitoring/monitoring-page.tsx'), 'Monitoring'),
});

const logs = createRoute({
  getParentRoute: () => connection,
  path: '/logs',
  validateSearch: searchOf('range', 'level', 'text', 'call', 'tail'),
  component: lazyRouteComponent(() => import('./logs/logs-page.tsx'), 'Logs'),
});

const access = createRoute({
  getParentRoute: () => connection,
  path: '/access',
  validateSearch: searchOf('member'),
  component: lazyRouteComponent(() => import('./access/access-page.tsx'), 'Access'),
});

const secrets = createRoute({
  getParentRoute: () => root,
  path: '/secrets',
  component: lazyRouteComponent(() => import('./secrets/secrets-page.tsx'), 'Secrets'),
});

const secret = createRoute({
  getParentRoute: () => root,
  path: '/secrets/$project/$secret',
  component: lazyRouteComponent(() => import('./secrets/secret-page.tsx'), 'SecretPage'),
});

const tokens = createRoute({
  getParentRoute: () => root,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./tokens/tokens-page.tsx'), 'Tokens'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: searchOf('project', 'caller', 'method', 'resource', 'entity', 'callId'),
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'Audit'),
});

const about = createRoute({
  getParentRoute: () => root,
  path: '/about',
  component: lazyRouteComponent(() => import('./about/about-page.tsx'), 'About'),
});

const routeTree = root.addChildren([
  connections,
  newConnection,
  connection.addChildren([overview, edit, data, rows, newRow, row, actions, action, monitoring, logs, access]),
  secrets,
  secret,
  tokens,
  audit,
  about,
]);

export function makeRouter() {
  return createRouter({
    routeTree,
    basepath: '/console',
    parseSearch,
    stringifySearch,
    defaultErrorComponent: ViewError,
    defaultPendingComponent: () => <Loading what="the view" />,
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
