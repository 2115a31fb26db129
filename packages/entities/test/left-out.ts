/**
 * The parts of Twilio's documents that the declarations omit, each with the reason. `Messages.GET IncludeX` is a parameter or
 * form field of one entity type; `*` means all entity types. An entry that matches nothing fails the suite.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  '*.GET PageSize': 'set by the page size of the call',
  '*.GET Page': 'part of the page token',
  '*.GET PageToken': 'part of the page token',
  '*.POST header X-Twilio-Webhook-Enabled': 'the setting of the service applies',
  '*.DELETE header X-Twilio-Webhook-Enabled': 'the setting of the service applies',
  '*.POST header If-Match': 'an UPDATE changes the latest version',
  '*.DELETE header If-Match': 'a DELETE deletes the latest version',
  'Accounts.column auth_token': 'a secret of every subaccount, which nothing needs',
  'ConferenceParticipantSummaries.GET one Events': 'narrows the column Events, which a GET returns whole',
  'ConferenceParticipantSummaries.GET one Metrics': 'narrows the column Metrics, which a GET returns whole',
  'OutgoingCallerIds.POST':
    'starts a validation call without creating a caller ID, so it is an action instead of a CREATE',
  'Recordings.GET one IncludeSoftDeleted': 'a condition with it reads a list, which returns the same columns as GET',
  'TaskRouterEvents.GET Minutes':
    'a condition with it conflicts with StartDate; a condition on EventDate does the same',
};
