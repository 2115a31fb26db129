import { expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import { parseConnection } from '../index.js';

const form = 'name@project.iam.gserviceaccount.com';

test.each([
  'twilio@my-project.iam.gserviceaccount.com',
  'connector-1@local.iam.gserviceaccount.com',
  'my-robot@my-project.example.com.iam.gserviceaccount.com',
  'service-123456789012@gcp-sa-connectors.iam.gserviceaccount.com',
  '123456789012-compute@developer.gserviceaccount.com',
  'my-project@appspot.gserviceaccount.com',
  '123456789012@cloudservices.gserviceaccount.com',
])('%s is a service account', (serviceAccount) => {
  expect(parseConnection(withValue('serviceAccount', serviceAccount))).toMatchObject({
    ok: true,
    connection: { serviceAccount },
  });
});

test.each([
  [5, ['is a number; give the e-mail address of a service account']],
  ['me@example.com', [`is a text of 14 characters of another form; give ${form}`]],
  ['twilio', [`is a text of 6 characters of another form; give ${form}`]],
  ['a@b@c.iam.gserviceaccount.com', [`is a text of 29 characters of another form; give ${form}`]],
  [
    'conn@my-project.iam.gserviceaccount.com',
    ['has a name before the @ of fewer than 6 or more than 30 characters; give one of 6 to 30'],
  ],
  [
    `${'a'.repeat(31)}@my-project.iam.gserviceaccount.com`,
    ['has a name before the @ of fewer than 6 or more than 30 characters; give one of 6 to 30'],
  ],
  [
    '1_Twilio-@My_Project.iam.gserviceaccount.com',
    [
      'has capital letters before the @; write them lower-case',
      'has other characters before the @ than letters from a to z, digits and hyphens; take them out',
      'has a name before the @ that does not start with a letter; put one before it',
      'has a name before the @ that ends with a hyphen; take it away',
      'has a project after the @ that cannot be one; give lower-case letters, digits and hyphens',
    ],
  ],
  [
    'twilio@.iam.gserviceaccount.com',
    ['has a project after the @ that cannot be one; give lower-case letters, digits and hyphens'],
  ],
])('%j is none, and every reason is told', (serviceAccount, predicates) => {
  expect(parseConnection(withValue('serviceAccount', serviceAccount))).toEqual({
    ok: false,
    violations: predicates.map((predicate) => ({
      field: 'serviceAccount',
      description: `serviceAccount ${predicate}.`,
    })),
  });
});
