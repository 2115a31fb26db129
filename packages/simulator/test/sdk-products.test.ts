import { setupServer } from 'msw/node';
import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator, startSimulator } from '../src/index.js';

/** Twilio's own client. Over HTTP, the product in its URLs moves from the host to the path. */
function clientOf({ accountSid, authToken }: Simulator, url?: string): twilio.Twilio {
  const httpClient = new twilio.RequestClient();
  httpClient.axios.interceptors.request.use((config) => {
    if (url) config.url = config.url?.replace(/^https:\/\/(\w+)\.twilio\.com/, `${url}/$1`);
    return config;
  });
  return twilio(accountSid, authToken, { httpClient });
}

/** The ways to connect to a simulator. */
const TRANSPORTS = {
  async 'in process'() {
    const simulator = createSimulator();
    const server = setupServer(...simulator.handlers);
    server.listen();
    return { simulator, url: undefined, close: () => server.close() };
  },
  'over HTTP': () => startSimulator(),
};

describe.each(Object.entries(TRANSPORTS))("Twilio's own SDK, %s", (transport, start) => {
  let running: Awaited<ReturnType<typeof start>>;
  let client: twilio.Twilio;
  beforeAll(async () => {
    running = await start();
    client = clientOf(running.simulator, running.url);
  });
  beforeEach(() => running.simulator.reset());
  afterAll(() => running.close());

  test(`the SDK manages conferences, participants, queues and subaccounts ${transport}`, async () => {
    const [conference] = await client.conferences.list({ status: 'in-progress' });
    const room = client.conferences(conference!.sid);
    const made = await room.participants.create({ to: '+15550100001', from: '+15550100100', label: 'guest' });
    expect((await room.participants('guest').fetch()).callSid).toBe(made.callSid);
    expect((await room.participants(made.callSid).update({ muted: true })).muted).toBe(true);
    expect(await room.participants(made.callSid).remove()).toBe(true);
    expect((await room.update({ status: 'completed' })).status).toBe('completed');
    const queue = await client.queues.create({ friendlyName: 'Support' });
    expect([queue.maxSize, queue.currentSize]).toEqual([100, 0]);
    const [waiting] = await client.queues.list({ limit: 1, pageSize: 1 });
    expect(waiting!.friendlyName).toBe('Support');
    const account = await client.api.v2010.accounts.create({ friendlyName: 'Second' });
    const messages = client.api.v2010.accounts(account.sid).messages;
    expect(await messages.list()).toEqual([]);
    expect((await client.api.v2010.accounts(account.sid).update({ status: 'closed' })).status).toBe('closed');
  });

  test(`the SDK manages chat services and users ${transport}`, async () => {
    const service = await client.chat.v2.services.create({ friendlyName: 'Team' });
    const user = await client.chat.v2.services(service.sid).users.create({ identity: 'ada' });
    expect((await client.chat.v2.services(service.sid).users('ada').fetch()).sid).toBe(user.sid);
    expect(await client.chat.v2.services(service.sid).users.list()).toHaveLength(1);
    expect(await client.chat.v2.services(service.sid).remove()).toBe(true);
  });

  test(`the SDK manages conversations, their messages and participants ${transport}`, async () => {
    const { conversations } = client.conversations.v1;
    const { sid } = await conversations.create({ friendlyName: 'Order 7', uniqueName: 'order-7' });
    await conversations('order-7').messages.create({ author: 'ada', body: 'One' });
    await conversations(sid).messages.create({ author: 'ada', body: 'Two' });
    const bodies = async (order?: 'asc' | 'desc') =>
      (await conversations(sid).messages.list(order ? { order } : {})).map(({ body, index }) => [body, index]);
    expect(await bodies()).toEqual([
      ['One', 0],
      ['Two', 1],
    ]);
    expect((await bodies('desc'))[0]).toEqual(['Two', 1]);
    await conversations(sid).participants.create({ identity: 'ada' });
    expect((await conversations(sid).update({ state: 'closed' })).state).toBe('closed');
    expect((await conversations.list({ state: 'closed' })).map((each) => each.sid)).toEqual([sid]);
    expect(await client.conversations.v1.services.list()).toHaveLength(3);
    expect(await conversations.list({ limit: 101 })).toHaveLength(4);
  });

  test(`the SDK reads and annotates Voice Insights ${transport}`, async () => {
    const [call] = await client.calls.list({ status: 'completed', limit: 1 });
    const insights = client.insights.v1.calls(call!.sid);
    await insights.annotation().update({ callScore: 4, qualityIssues: 'echo,latency' });
    expect(await insights.annotation().fetch()).toMatchObject({ callScore: 4, qualityIssues: ['echo', 'latency'] });
    expect((await insights.summary().fetch()).callSid).toBe(call!.sid);
    expect(await insights.metrics.list()).not.toHaveLength(0);
    expect(await insights.events.list()).not.toHaveLength(0);
    const summaries = await client.insights.v1.callSummaries.list({ from: call!.from, limit: 5 });
    expect(summaries.map(({ callSid }) => callSid)).toContain(call!.sid);
    expect(await client.insights.v1.conferences.list()).not.toHaveLength(0);
  });

  test(`the SDK looks up phone numbers ${transport}`, async () => {
    const number = client.lookups.v2.phoneNumbers('+14155550100');
    expect(await number.fetch({ fields: 'line_type_intelligence' })).toMatchObject({
      valid: true,
      nationalFormat: '(415) 555-0100',
      lineTypeIntelligence: { type: 'mobile' },
    });
    expect((await client.lookups.v2.phoneNumbers('nobody').fetch()).valid).toBe(false);
  });

  test(`the SDK manages messaging services and their senders ${transport}`, async () => {
    const { services } = client.messaging.v1;
    const { sid } = await services.create({ friendlyName: 'Alerts' });
    const [number] = await client.incomingPhoneNumbers.list({ limit: 1 });
    await services(sid).phoneNumbers.create({ phoneNumberSid: number!.sid });
    const again = services(sid).phoneNumbers.create({ phoneNumberSid: number!.sid });
    await expect(again).rejects.toMatchObject({ code: 21_710 });
    expect((await services(sid).phoneNumbers(number!.sid).fetch()).phoneNumber).toBe(number!.phoneNumber);
    expect((await services(sid).alphaSenders.create({ alphaSender: 'Acme' })).alphaSender).toBe('Acme');
    expect(await services(sid).shortCodes.list()).toEqual([]);
    expect((await services(sid).update({ stickySender: false })).stickySender).toBe(false);
    expect(await services(sid).remove()).toBe(true);
  });

  test(`the SDK reads alerts and audit events ${transport}`, async () => {
    const alerts = await client.monitor.v1.alerts.list({ logLevel: 'error' });
    expect(alerts.map(({ logLevel }) => logLevel)).toEqual(['error', 'error']);
    expect((await client.monitor.v1.alerts(alerts[0]!.sid).fetch()).sid).toBe(alerts[0]!.sid);
    const events = await client.monitor.v1.events.list();
    const until = await client.monitor.v1.events.list({ endDate: events[1]!.eventDate });
    expect([events.length, until.length]).toEqual([3, 2]);
  });

  test(`the SDK manages regulatory bundles ${transport}`, async () => {
    const { bundles } = client.numbers.v2.regulatoryCompliance;
    const { sid } = await bundles.create({ friendlyName: 'Berlin', email: 'a@example.com' });
    expect((await bundles.list({ status: 'draft', friendlyName: 'Berlin' })).map((each) => each.sid)).toEqual([sid]);
    expect((await bundles(sid).update({ status: 'pending-review' })).status).toBe('pending-review');
    await expect(bundles(sid).remove()).rejects.toMatchObject({ code: 20_009 });
  });

  test(`the SDK manages serverless services and functions ${transport}`, async () => {
    const { services } = client.serverless.v1;
    const { sid } = await services.create({ uniqueName: 'hooks', friendlyName: 'Hooks' });
    const made = await services('hooks').functions.create({ friendlyName: 'hello' });
    expect((await services(sid).functions(made.sid).update({ friendlyName: 'bye' })).friendlyName).toBe('bye');
    expect(await services(sid).functions.list()).toHaveLength(1);
  });

  test(`the SDK manages Studio flows and executions ${transport}`, async () => {
    const { flows } = client.studio.v2;
    const { sid } = await flows.create({ friendlyName: 'Menu', status: 'draft', definition: { states: [] } });
    expect((await flows(sid).update({ status: 'published' })).revision).toBe(2);
    const run = await flows(sid).executions.create({ to: '+15550100001', from: '+15550100100', parameters: { a: 1 } });
    await expect(flows(sid).executions(run.sid).remove()).rejects.toMatchObject({ code: 20_009 });
    expect((await flows(sid).executions(run.sid).update({ status: 'ended' })).status).toBe('ended');
    expect(await flows(sid).executions(run.sid).remove()).toBe(true);
  });

  test(`the SDK routes tasks to workers ${transport}`, async () => {
    const { sid } = await client.taskrouter.v1.workspaces.create({ friendlyName: 'Help', template: 'FIFO' });
    const workspace = client.taskrouter.v1.workspaces(sid);
    const [available] = await workspace.activities.list({ available: 'true' });
    const worker = await workspace.workers.create({ friendlyName: 'Ada', activitySid: available!.sid });
    expect([worker.activityName, worker.available]).toEqual(['Available', true]);
    expect(await workspace.taskChannels('voice').fetch()).toMatchObject({ friendlyName: 'Voice' });
    const task = await workspace.tasks.create({ attributes: '{"type":"call"}', taskChannel: 'voice' });
    expect((await workspace.tasks(task.sid).update({ assignmentStatus: 'canceled', reason: 'x' })).reason).toBe('x');
    const statuses = async (...assignmentStatus: string[]) =>
      (await workspace.tasks.list({ assignmentStatus })).map((each) => each.assignmentStatus);
    expect(await statuses('pending', 'canceled')).toEqual(['canceled']);
    expect(await statuses('pending', 'reserved')).toEqual([]);
    expect((await workspace.events.list({ taskSid: task.sid })).map(({ eventType }) => eventType)).toEqual([
      'task.canceled',
      'task.created',
    ]);
    expect(await workspace.remove()).toBe(true);
  });

  test(`the SDK reads trunks, steps and participant summaries, and manages users and roles ${transport}`, async () => {
    const trunk = await client.trunking.v1.trunks.create({ domainName: 'a.pstn.twilio.com', secure: true });
    expect((await client.trunking.v1.trunks(trunk.sid).fetch()).secure).toBe(true);
    const [execution] = await client.studio.v1.flows((await client.studio.v1.flows.list())[0]!.sid).executions.list();
    const { executions } = client.studio.v2.flows(execution!.flowSid);
    expect(await executions(execution!.sid).steps.list()).toHaveLength(2);
    const [conference] = await client.insights.v1.conferences.list({ limit: 1 });
    const summaries = client.insights.v1.conferences(conference!.conferenceSid).conferenceParticipants;
    expect(await summaries.list()).not.toHaveLength(0);
    const { users, roles } = client.conversations.v1;
    const role = await roles.create({ friendlyName: 'Reader', type: 'service', permission: ['joinConversation'] });
    const user = await users.create({ identity: 'ada', roleSid: role.sid });
    expect([user.roleSid, role.permissions]).toEqual([role.sid, ['joinConversation']]);
    const [joined] = await users('agent-1').userConversations.list();
    expect(joined!.notificationLevel).toBe('default');
  });

  test(`the SDK starts and checks verifications ${transport}`, async () => {
    const { sid } = await client.verify.v2.services.create({ friendlyName: 'Login' });
    const service = client.verify.v2.services(sid);
    const to = '+15550100001';
    expect((await service.verifications.create({ to, channel: 'sms' })).status).toBe('pending');
    expect(await service.verificationChecks.create({ to, code: '000000' })).toMatchObject({
      status: 'pending',
      valid: false,
    });
    expect(await service.verificationChecks.create({ to, code: '123456' })).toMatchObject({
      status: 'approved',
      valid: true,
    });
    await expect(service.verificationChecks.create({ to, code: '123456' })).rejects.toMatchObject({ code: 20_404 });
    expect(
      await client.verify.v2.verificationAttempts.list({ status: 'converted', verifyServiceSid: sid }),
    ).toHaveLength(1);
  });
});
