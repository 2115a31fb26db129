import type { connectors_v2 } from 'googleapis';
import { expect } from 'vitest';

/** The inputs of the examples on Google's page about its Twilio connector, with the masked digits filled in. */
const MESSAGE = {
  To: 'whatsapp:+917892300000',
  Sender: 'whatsapp:+14155238886',
  Body: 'Message is sent from Google Cloud',
};
const RECORDING = 'RE2e915e78549694bd0a0742d2d39454e5';
const CALL = 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6';
const FEEDBACK = { Sid: 'CAdefbf2b4caa7df11dc48106385e32345', QualityScore: 5 };
const REDACTED = 'SM3ad97d41e786c02bca47c8ce1745053b';
const NUMBER = 'PN4047ac009a15885690a50a1d388b8411';
const CALLER_ID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';

type Entities = connectors_v2.Resource$Projects$Locations$Connections$Entitytypes$Entities;

/** Runs the nine examples of the page on a connection, and expects the outputs of the page. */
export async function runNineExamples({ projects }: connectors_v2.Connectors, connection: string): Promise<void> {
  const { entities } = projects.locations.connections.entityTypes;
  const parent = (entityType: string) => `${connection}/entityTypes/${entityType}`;
  const name = (entityType: string, sid: string) => `${parent(entityType)}/entities/${sid}`;
  const create = async (entityType: string, fields: object) =>
    (await entities.create({ parent: parent(entityType), requestBody: { fields: { ...fields } } })).data.fields;
  const update = async (entityType: string, sid: string, fields: object) => {
    const byId = await entities.patch({ name: name(entityType, sid), requestBody: { fields: { ...fields } } });
    const byFilter = await entities.updateEntitiesWithConditions({
      entityType: parent(entityType),
      conditions: sid,
      requestBody: { fields: { ...fields } },
    });
    expect(byFilter.data.response).toEqual(byId.data.fields);
    return byId.data.fields;
  };

  expect(await allSids(entities, parent('Recordings'))).toContain(RECORDING);
  const recording = await entities.get({ name: name('Recordings', RECORDING) });
  expect(recording.data.fields).toMatchObject({ Sid: RECORDING });
  expect((await entities.delete({ name: name('Calls', CALL) })).data).toEqual({});
  expect(await create('Feedback', FEEDBACK)).toEqual({ Sid: FEEDBACK.Sid });
  const dates = { StartDate: '2014-06-01', EndDate: '2014-06-04' };
  expect(await create('FeedbackSummary', dates)).toEqual({ Sid: expect.stringMatching(/^FS[0-9a-f]{32}$/) });
  expect(await create('Messages', MESSAGE)).toEqual({ Sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
  expect(await update('Messages', REDACTED, { Body: '' })).toEqual({});
  const named = { Name: 'name of IncomingPhoneNumber is getting updated' };
  expect(await update('IncomingPhoneNumbers', NUMBER, named)).toEqual({ Sid: NUMBER });
  const renamed = { Name: 'Name Updated for 9902500000' };
  expect(await update('OutgoingCallerIds', CALLER_ID, renamed)).toEqual({ Sid: CALLER_ID });
}

async function allSids(entities: Entities, parent: string): Promise<unknown[]> {
  const sids: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await entities.list({ parent, pageToken });
    sids.push(...(data.entities ?? []).map(({ fields }) => fields?.Sid));
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken);
  return sids;
}
