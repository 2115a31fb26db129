/** The code that `pnpm mutate <area>` changes, and the tests that must notice. */
const area = (folder, code, tests) => ({
  mutate: [...code.map((pattern) => `${folder}/src/${pattern}.ts`), `!${folder}/**/*.test.ts`],
  tests: tests.map((pattern) => `${folder}/${pattern}.test.ts`),
});

const packageArea = (name, ...code) => area(`packages/${name}`, code, ['src/**/*', 'test/**/*']);

/** With all tests of the app, every change that survives would cost minutes, so only those nearest to the code are run. */
const appArea = (name) => area('apps/connector', [`${name}/**/*`], [`src/${name}/**/*`]);

export const areas = {
  scheduler: packageArea('scheduler', '**/*'),
  client: packageArea('client', 'call/*', 'http/redirect'),
  entities: packageArea('entities', 'engine/*'),
  idempotency: appArea('idempotency'),
  access: appArea('access'),
  connections: appArea('connections'),
  observability: appArea('observability'),
};
