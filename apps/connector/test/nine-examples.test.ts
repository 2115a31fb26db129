import { google } from 'googleapis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

/** The inputs of the examples on Google's page about its Twilio connector, with the masked digits filled in. */
const EXAMPLES = {
  recording: 'RE2e915e78549694bd0a0742d2d39454e5',
  deletedCall: 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6',
  feedback: { Sid: 'CAdefbf2b4caa7df11dc48106385e32345', QualityScore: 5 },
  feedbackSummary: { StartDate: '2014-06-01', EndDate: '2014-06-04' },
  message: { To: 'whatsapp:+917892300000', Sender: 'whatsapp:+14155238886', Body: 'Message is sent from Google Cloud' },
  redacted: 'SM3ad97d41e786c02bca47c8ce1745053b',
  number: 'PN4047ac009a15885690a50a1d388b8411',
  numberName: 'name of IncomingPhoneNumber is getting updated',
  callerId: 'PN6f5f9bf39cb1801a6e21a5a80d274bdd',
  callerIdName: 'Name Updated for 9902500000',
};

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const stored = (resource: string, sid: string) => bed.simulator.snapshot(resource).find((row) => row.sid === sid);

describe("nine examples through Google's Node client", () => {
  const entitiesOf = () => {
    const connectors = google.connectors({
      version: 'v2',
      rootUrl: `${bed.url}/`,
      headers: { Authorization: `Bearer ${bed.token}` },
    });
    return connectors.projects.locations.connections.entityTypes.entities;
  };
  const parent = (entityType: string) => `${CONNECTION}/entityTypes/${entityType}`;
  const name = (entityType: string, sid: string) => `${parent(entityType)}/entities/${sid}`;

  test("example 1 lists all recordings through Google's client", async () => {
    const sids: unknown[] = [];
    let pageToken: string | undefined;
    do {
      const { data } = await entitiesOf().list({ parent: parent('Recordings'), pageSize: 10, pageToken });
      sids.push(...(data.entities ?? []).map(({ fields }) => fields?.Sid));
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken);
    expect(sids).toEqual(
      bed.simulator
        .snapshot('Recordings')
        .map(({ sid }) => sid)
        .reverse(),
    );
    expect(sids).toContain(EXAMPLES.recording);
  });

  test("example 2 gets a single recording through Google's client", async () => {
    const { data } = await entitiesOf().get({ name: name('Recordings', EXAMPLES.recording) });
    expect(data.name).toBe(name('Recordings', EXAMPLES.recording));
    expect(data.fields).toMatchObject({ Sid: EXAMPLES.recording, Status: 'completed', Duration: expect.any(Number) });
  });

  test("example 3 deletes a call through Google's client", async () => {
    const { data } = await entitiesOf().delete({ name: name('Calls', EXAMPLES.deletedCall) });
    expect(data).toEqual({});
    expect(stored('Calls', EXAMPLES.deletedCall)).toBeUndefined();
  });

  test("example 4 creates feedback on a call through Google's client", async () => {
    const { data } = await entitiesOf().create({
      parent: parent('Feedback'),
      requestBody: { fields: EXAMPLES.feedback },
    });
    expect(data.fields).toEqual({ Sid: EXAMPLES.feedback.Sid });
    expect(stored('Feedback', EXAMPLES.feedback.Sid)).toMatchObject({ quality_score: 5 });
  });

  test("example 5 creates a feedback summary through Google's client", async () => {
    const requestBody = { fields: EXAMPLES.feedbackSummary };
    const { data } = await entitiesOf().create({ parent: parent('FeedbackSummary'), requestBody });
    expect(data.fields).toEqual({ Sid: expect.stringMatching(/^FS[0-9a-f]{32}$/) });
    expect(stored('FeedbackSummary', data.fields?.Sid)).toMatchObject({
      start_date: '2014-06-01',
      end_date: '2014-06-04',
    });
  });

  test("example 6 creates a message through Google's client", async () => {
    const { data } = await entitiesOf().create({
      parent: parent('Messages'),
      requestBody: { fields: EXAMPLES.message },
    });
    expect(data.fields).toEqual({ Sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
    expect(stored('Messages', data.fields?.Sid)).toMatchObject({
      to: EXAMPLES.message.To,
      from: EXAMPLES.message.Sender,
      body: EXAMPLES.message.Body,
    });
  });

  test("example 7 updates a message by its id and by a filter through Google's client", async () => {
    const byId = await entitiesOf().patch({
      name: name('Messages', EXAMPLES.redacted),
      requestBody: { fields: { Body: '' } },
    });
    expect(byId.data.fields).toEqual({});
    expect(stored('Messages', EXAMPLES.redacted)).toMatchObject({ body: '' });
    const byFilter = await entitiesOf().updateEntitiesWithConditions({
      entityType: parent('Messages'),
      conditions: EXAMPLES.redacted,
      requestBody: { fields: { Body: '' } },
    });
    expect(byFilter.data.response).toEqual({});
  });

  test.each([
    ['8', 'IncomingPhoneNumbers', EXAMPLES.number, EXAMPLES.numberName],
    ['9', 'OutgoingCallerIds', EXAMPLES.callerId, EXAMPLES.callerIdName],
  ])(
    "example %s updates one of %s by its id and by a filter through Google's client",
    async (_, entityType, sid, newName) => {
      const requestBody = { fields: { Name: newName } };
      const byId = await entitiesOf().patch({ name: name(entityType, sid), requestBody });
      expect(byId.data.fields).toEqual({ Sid: sid });
      expect(stored(entityType, sid)).toMatchObject({ friendly_name: newName });
      for (const conditions of [sid, `Sid = '${sid}'`]) {
        const byFilter = await entitiesOf().updateEntitiesWithConditions({
          entityType: parent(entityType),
          conditions,
          requestBody,
        });
        expect(byFilter.data.response).toEqual({ Sid: sid });
      }
    },
  );

  test("Google's client deletes a call by a filter, although it sends no body", async () => {
    const conditions = `Sid = '${EXAMPLES.deletedCall}'`;
    const { data } = await entitiesOf().deleteEntitiesWithConditions({ entityType: parent('Calls'), conditions });
    expect(data).toEqual({});
    expect(stored('Calls', EXAMPLES.deletedCall)).toBeUndefined();
  });

  test("errors have Google's format with Twilio's code and documentation link in the details", async () => {
    const missing = entitiesOf().get({ name: name('Recordings', `RE${'0'.repeat(32)}`) });
    const error = await missing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 404 });
    expect((error as { response: { data: unknown } }).response.data).toMatchObject({
      error: {
        status: 'NOT_FOUND',
        details: [
          { domain: 'twilio.com', reason: 'TWILIO_20404' },
          { links: [{ url: 'https://www.twilio.com/docs/errors/20404' }] },
          { '@type': 'type.googleapis.com/google.rpc.RequestInfo' },
        ],
      },
    });
  });

  test("Google's client reads entity types, actions, the status and the connection", async () => {
    const connectors = google.connectors({
      version: 'v2',
      rootUrl: `${bed.url}/`,
      headers: { Authorization: `Bearer ${bed.token}` },
    });
    const { connections } = connectors.projects.locations;
    const types = await connections.entityTypes.list({ parent: CONNECTION });
    expect(types.data.types?.map((type) => type.name).slice(0, 2)).toEqual(['Accounts', 'Activities']);
    const messages = await connections.entityTypes.get({ name: parent('Messages') });
    expect(messages.data.fields?.find((field) => field.name === 'Sid')).toMatchObject({
      key: true,
      dataType: 'VARCHAR',
      nullable: false,
    });
    expect(messages.data.operations).toEqual(['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE']);
    const actions = await connections.actions.list({ parent: CONNECTION });
    expect(actions.data.actions?.map((action) => action.name)).toContain('SendMessage');
    expect((await connections.checkStatus({ name: CONNECTION })).data).toEqual({ state: 'ACTIVE' });
    expect((await connections.checkReadiness({ name: CONNECTION })).data).toEqual({ status: 'READY' });
    const v1 = google.connectors({
      version: 'v1',
      rootUrl: `${bed.url}/`,
      headers: { Authorization: `Bearer ${bed.token}` },
    });
    const connection = await v1.projects.locations.connections.get({ name: CONNECTION });
    expect(connection.data).toMatchObject({
      name: CONNECTION,
      status: { state: 'ACTIVE' },
      nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    });
  });
});
