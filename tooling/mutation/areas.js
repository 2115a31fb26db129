/** The code that `pnpm mutate <area>` changes, and the tests that must notice. */
const area = (folder, code, tests) => ({
  // As in the configuration of the app, whose tests may replace modules.
  isolate: folder.startsWith('apps/'),
  mutate: [...code.map((pattern) => `${folder}/src/${pattern}.ts`), `!${folder}/**/*.test.ts`],
  tests: tests.map((pattern) => `${folder}/${pattern}.test.ts`),
});

const packageArea = (name, ...code) => area(`packages/${name}`, code, ['src/**/*', 'test/**/*']);

/** With all tests of the app, every mutant that survives would cost minutes, so only those nearest to the code are run. */
const appArea = (name, ...tests) =>
  area('apps/connector', [`${name}/**/*`], [`src/${name}/**/*`, ...tests.map((pattern) => `test/${pattern}`)]);

export const areas = {
  scheduler: packageArea('scheduler', '**/*'),
  client: packageArea('client', 'call/*', 'http/redirect'),
  entities: packageArea('entities', 'engine/*'),
  idempotency: appArea('idempotency'),
  access: appArea('access', 'security/access', 'security/audit', 'security/sensitive-permissions'),
  connections: appArea('connections', 'connection-lifecycle*'),
  observability: appArea('observability'),
};
