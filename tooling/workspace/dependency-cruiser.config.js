// The folder rules of the workspace. The gate "folders" runs them with dependency-cruiser; type imports count.

/** Folders of the app that hold its domains. They must not know how a call arrives. */
const DOMAINS = [
  'connections',
  'access',
  'console',
  'network',
  'secrets',
  'idempotency',
  'store',
  'tools',
  'runtime',
  'calls',
  'observability',
  'filter',
  'usage',
  'logs',
  'exports',
];

/** Folders of the app through which calls arrive. */
const FRONTS = ['rest', 'cli', 'sql', 'mcp', 'server'];

/** The folders of each `src`, lowest first; an entry may also be a file. A folder must not import a later one. */
const FOLDER_ORDER = {
  'packages/client': ['request', 'proxy', 'http', 'response', 'call', 'index.ts'],
  'packages/connection': [
    'violations',
    'names',
    'templates',
    'fields',
    'variables',
    'auth',
    'destinations',
    'connection',
    'masks',
    'filters',
    'connector',
    'index.ts',
  ],
  'packages/entities': [
    'errors.ts',
    'record.ts',
    'data-types',
    'model',
    'work.ts',
    'catalog',
    'conditions',
    'actions',
    'engine',
    'scan',
    'schema',
    'operations',
    'index.ts',
  ],
  'packages/sql': [
    'errors.ts',
    'catalog',
    'syntax',
    'allowed',
    'engine',
    'pglite',
    'statement',
    'plan',
    'execution',
    'decode.ts',
    'database.ts',
    'index.ts',
  ],
  'packages/simulator': [
    'errors.ts',
    'twilio',
    'model',
    'seed',
    'world',
    'engine',
    'resources',
    'faults',
    'exchange',
    'webhooks',
    'simulator.ts',
    'server',
    'cli.ts',
    'index.ts',
  ],
  'apps/console': [
    'api',
    'format',
    'ui',
    'resources',
    'charts',
    'sign-in',
    'shell',
    'connections',
    'overview',
    'secrets',
    'data',
    'actions',
    'connection-form',
    'monitoring',
    'logs',
    'access',
    'tokens',
    'audit',
    'about',
    'search.ts',
    'routes.tsx',
    'main.tsx',
  ],
  'apps/connector': [
    'json',
    'errors.ts',
    'filter',
    'env.ts',
    'store',
    'network',
    'observability',
    'secrets',
    'idempotency',
    'access',
    'console',
    'runtime',
    'connections',
    'calls',
    'usage',
    'logs',
    'exports',
    'tools',
    'rest',
    'server',
    'connector.ts',
    'cli',
    'cli.ts',
    'index.ts',
  ],
};

const APP = '^apps/connector/src/';
const TESTS = '\\.test\\.ts$|^(packages|apps)/[^/]+/test/';

/** A pattern for everything below the named folders of `base`; a name may also be that of a file. */
const inside = (base, names) => `${base}(${names.join('|')})(/|\\.ts$|$)`;

const folderOrder = Object.entries(FOLDER_ORDER).flatMap(([folder, order]) =>
  order.slice(0, -1).map((name, index) => ({
    name: `folder order of ${folder}`,
    comment: `A folder must not import one that comes later in this order: ${order.join(', ')}.`,
    severity: 'error',
    from: { path: inside(`^${folder}/src/`, [name]), pathNot: TESTS },
    to: { path: inside(`^${folder}/src/`, order.slice(index + 1)) },
  })),
);

export default {
  forbidden: [
    {
      name: 'no circles',
      comment: 'Move what both files need into a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domains import no front',
      comment: `A domain (${DOMAINS.join(', ')}) must work for every front (${FRONTS.join(', ')}).`,
      severity: 'error',
      from: { path: inside(APP, DOMAINS), pathNot: TESTS },
      to: { path: inside(APP, FRONTS) },
    },
    {
      name: 'store imports no other folder',
      comment: 'Of the app, store/ may import errors.ts and env.ts only, so that a second store can replace it.',
      severity: 'error',
      from: { path: `${APP}store/`, pathNot: TESTS },
      to: { path: APP, pathNot: `${APP}(store/|(errors|env)\\.ts$)` },
    },
    {
      name: 'only server imports rest',
      comment: 'Move what others need from rest/ into the domain that it belongs to.',
      severity: 'error',
      from: { path: APP, pathNot: [`${APP}(rest|server)/`, TESTS] },
      to: { path: `${APP}rest/` },
    },
    {
      name: 'only composing code imports SQLite',
      comment: 'Everything else works on the Store of store/store.ts, so that another database can stand behind it.',
      severity: 'error',
      from: { path: APP, pathNot: [`${APP}(server|cli|store/sqlite)/`, TESTS] },
      to: { path: `${APP}store/sqlite/` },
    },
    {
      name: 'source imports no test',
      comment: 'Only tests may import a test file or a file below test/.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'tests import no test file',
      comment: 'Move what two test files share into a file below test/.',
      severity: 'error',
      from: { path: TESTS },
      to: { path: '\\.test\\.ts$' },
    },
    ...folderOrder,
  ],
  options: {
    tsPreCompilationDeps: true,
    // A build in progress puts bundled configurations beside the sources for a moment.
    exclude: { path: ['(^|/)(dist|coverage|\\.readme)/', '\\.config\\.bundled_'] },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // A package of the workspace resolves to its source, as it does in tests.
      conditionNames: ['@twilio-connector/source', 'import', 'types', 'node', 'default'],
    },
  },
};
