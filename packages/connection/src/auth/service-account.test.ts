import { expect, test } from 'vitest';
import { withValue } from '../../test/valid-connection.js';
import { parseConnection } from '../index.js';

const format = 'name@project.iam.gserviceaccount.com';

test.each([
  'twilio@my-project.iam.gserviceaccount.com',
  'connector-1@local.iam.gserviceaccount.com',
  'my-robot@my-project.example.com.iam.gserviceaccount.com',
  'service-123456789012@gcp-sa-connectors.iam.gserviceaccount.com',
  '123456789012-compute@developer.gserviceaccount.com',
  'my-project@appspot.gserviceaccount.com',
  '123456789012@cloudservices.gserviceaccount.com',
])('%s is a valid service account', (serviceAccount) => {
  expect(parseConnection(withValue('serviceAccount', serviceAccount))).toMatchObject({
    ok: true,
    connection: { serviceAccount },
  });
});

test.each([
  [5, ['is a number; expected the e-mail address of a service account']],
  ['me@example.com', [`is a string of 14 characters in the wrong format; expected ${format}`]],
  ['twilio', [`is a string of 6 characters in the wrong format; expected ${format}`]],
  ['a@b@c.iam.gserviceaccount.com', [`is a string of 29 characters in the wrong format; expected ${format}`]],
  [
    'conn@my-project.iam.gserviceaccount.com',
    ['has fewer than 6 or more than 30 characters before the @; use 6 to 30'],
  ],
  [
    `${'a'.repeat(31)}@my-project.iam.gserviceaccount.com`,
    ['has fewer than 6 or more than 30 characters before the @; use 6 to 30'],
  ],
  [
    '1_Twilio-@My_Project.iam.gserviceaccount.com',
    [
      'has uppercase letters before the @; use lowercase letters',
      'has characters other than letters from a to z, digits and hyphens before the @; remove them',
      'does not start with a letter; start it with a letter',
      'has a hyphen just before the @; remove the hyphen',
      'has an invalid project id after the @; use lowercase letters, digits and hyphens',
    ],
  ],
  [
    'twilio@.iam.gserviceaccount.com',
    ['has an invalid project id after the @; use lowercase letters, digits and hyphens'],
  ],
])('the service account %j is rejected with a message for every broken rule', (serviceAccount, problems) => {
  expect(parseConnection(withValue('serviceAccount', serviceAccount))).toEqual({
    ok: false,
    violations: problems.map((problem) => ({
      field: 'serviceAccount',
      description: `serviceAccount ${problem}.`,
    })),
  });
});
