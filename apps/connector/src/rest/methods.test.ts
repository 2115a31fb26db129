import { describe, expect, test } from 'vitest';
import { isAuditedWrite } from '../access/permissions.js';
import { GOOGLE_METHODS } from './google/index.js';
import { METHODS } from './methods.js';
import { NOT_BUILT, notBuilt } from './not-built.js';
import { readQuery } from './parameters.js';
import { PATHS } from './router.js';

const ids = METHODS.map(({ id }) => id);
const verbsOf = (id: string) => PATHS.filter((served) => served.id === id).map(({ httpMethod }) => httpMethod);

describe('the registry of methods', () => {
  test('each method is registered once', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test("every method has a path, either from an index of Google's methods or from its declaration", () => {
    const google = GOOGLE_METHODS.map(({ id }) => id);
    for (const { id, route } of METHODS) expect(google.includes(id) !== (route !== undefined), id).toBe(true);
  });

  test('each HTTP method and path serves only one API method', () => {
    const paths = PATHS.map(({ httpMethod, path }) => `${httpMethod} ${path}`);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });

  test('a method without a permission either checks one for its content or discloses nothing', () => {
    const open = METHODS.filter(({ permission }) => permission === 'none').map(({ id }) => id);
    expect(open.toSorted()).toEqual([
      'admin.auditRecords.list',
      // Tells callers only what they themselves may do.
      'admin.me.get',
      'cloudresourcemanager.projects.list',
      'cloudresourcemanager.projects.testIamPermissions',
      'logging.entries.list',
      // Every server has the same metrics.
      'monitoring.projects.metricDescriptors.get',
      'monitoring.projects.metricDescriptors.list',
      'monitoring.projects.timeSeries.list',
      'v1.connections.testIamPermissions',
      'v2.connections.tools.execute',
      'v2.integrations.executeConnection',
    ]);
    const deciding = METHODS.filter((method) => method.requirement !== undefined).map(({ id }) => id);
    expect(deciding.toSorted()).toEqual([
      'admin.auditRecords.list',
      'logging.entries.list',
      'monitoring.projects.timeSeries.list',
      'v1.operations.get',
      'v2.connections.actions.execute',
      'v2.connections.tools.execute',
      'v2.integrations.executeConnection',
    ]);
  });
});

describe.each(METHODS.map((method) => [method.id, method] as const))('%s', (id, method) => {
  const { parameters = {}, audit } = method;

  test(`${id} is audited as a read for GET and as a write for PATCH and DELETE`, () => {
    for (const verb of verbsOf(id).filter((one) => one !== 'POST')) {
      expect(isAuditedWrite(audit), verb).toBe(verb !== 'GET');
    }
  });

  test(`${id} accepts every query parameter of Google's method`, () => {
    const google = GOOGLE_METHODS.filter((one) => one.id === id).flatMap(({ query = [] }) => query);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(google));
  });

  test(`${id} refuses an unknown query parameter`, () => {
    expect(() => readQuery(new URLSearchParams('notAParameter=1'), parameters)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', reason: 'UNKNOWN_PARAMETER' }),
    );
  });

  test(`${id} suggests the nearest parameter for a misspelt one`, () => {
    for (const name of Object.keys(parameters)) {
      const misspelt = `${name.slice(0, 2)}${name.slice(3)}`;
      if (misspelt === name || Object.hasOwn(parameters, misspelt)) continue;
      expect(() => readQuery(new URLSearchParams({ [misspelt]: 'x' }), parameters), misspelt).toThrow(
        expect.objectContaining({ message: expect.stringContaining(`Did you mean ${name}?`) }),
      );
    }
  });
});

describe('methods that are not built', () => {
  const missing = PATHS.filter(({ method }) => !method).map(({ id }) => id);

  test('each prefix in the table of reasons matches a method that is not implemented', () => {
    const prefixes = Object.keys(NOT_BUILT);
    expect(prefixes.filter((prefix) => !missing.some((id) => id === prefix || id.startsWith(`${prefix}.`)))).toEqual(
      [],
    );
  });

  test.each(missing)('the unimplemented method %s is refused as UNIMPLEMENTED with a reason', (id) => {
    expect(notBuilt(id)).toMatchObject({
      code: 'UNIMPLEMENTED',
      message: expect.stringMatching(/ is not implemented\. [A-Z].*\.$/),
    });
  });
});
