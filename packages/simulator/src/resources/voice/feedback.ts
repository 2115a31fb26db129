import type { Resource } from '../resource.js';

const path = '/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}/Feedback';

// Retired by Twilio at the end of 2023; the worked examples of Google's page still use it. Its SID is the call's.
export const feedback: Resource = {
  name: 'Feedback',
  path,
  instancePath: path,
  share: 0,
  parents: { Sid: 'Calls' },
  fields: { Issue: 'issues' },
  create(_form, world, draft) {
    const given = draft();
    const before = world.table('Feedback').get(given.sid);
    return {
      ...given,
      quality_score: null,
      issues: [],
      ...before,
      ...given,
      date_created: before?.date_created ?? given.date_created,
    };
  },
  seed: () => [],
};
