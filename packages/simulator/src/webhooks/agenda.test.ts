import { expect, test } from 'vitest';
import type { Webhook } from '../model/webhook.js';
import { createAgenda } from './agenda.js';

const webhook = (event: string, at: number): Webhook => ({
  event,
  at,
  url: 'http://localhost/',
  method: 'POST',
  parameters: {},
});

function agendaAt(start: number) {
  let time = start;
  const sent: string[] = [];
  const refused: string[] = [];
  const timers: { readonly ms: number; readonly work: () => void }[] = [];
  const agenda = createAgenda(
    {
      now: () => time,
      send: (sid, { event }) => sent.push(`${sid} ${event}`),
      refuse: ({ event }) => refused.push(event),
    },
    (work, ms) => {
      const timer = { work, ms };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  );
  return { agenda, sent, refused, timers, setTime: (ms: number) => (time = ms) };
}

test('an agenda sends what is due in the order of the times, each webhook once', () => {
  const { agenda, sent, setTime } = agendaAt(0);
  agenda.plan('a', [webhook('sent', 20), webhook('delivered', 40)]);
  agenda.plan('b', [webhook('sent', 10), webhook('delivered', 50)]);
  setTime(45);
  agenda.run();
  agenda.run();
  expect(sent).toEqual(['b sent', 'a sent', 'a delivered']);
  setTime(50);
  agenda.run();
  expect(sent).toEqual(['b sent', 'a sent', 'a delivered', 'b delivered']);
});

test('planning again sends what was due before, replaces the rest and repeats nothing', () => {
  const { agenda, sent, setTime } = agendaAt(0);
  agenda.plan('a', [webhook('ringing', 10), webhook('answered', 20), webhook('completed', 30)]);
  setTime(15);
  agenda.plan('a', [webhook('ringing', 10), webhook('completed', 15)]);
  setTime(100);
  agenda.run();
  expect(sent).toEqual(['a ringing', 'a completed']);
});

test('one timer waits for the next webhook, at most for a day', () => {
  const { agenda, sent, timers, setTime } = agendaAt(0);
  agenda.plan('a', [webhook('sent', 3 * 86_400_000)]);
  agenda.plan('b', [webhook('sent', 500)]);
  expect(timers.map(({ ms }) => ms)).toEqual([500]);
  setTime(500);
  timers.pop()?.work();
  expect(sent).toEqual(['b sent']);
  expect(timers.map(({ ms }) => ms)).toEqual([86_400_000]);
  setTime(86_400_500);
  timers.pop()?.work();
  expect(timers).toHaveLength(1);
});

test('a timer whose clock stands still is not set again, so that a stopped clock costs nothing', () => {
  const { agenda, timers } = agendaAt(0);
  agenda.plan('a', [webhook('sent', 500)]);
  timers.pop()?.work();
  expect(timers).toEqual([]);
});

test('clearing an agenda cancels its timer and everything planned', () => {
  const { agenda, sent, timers, setTime } = agendaAt(0);
  agenda.plan('a', [webhook('sent', 500)]);
  agenda.clear();
  setTime(1000);
  agenda.run();
  expect([sent, timers]).toEqual([[], []]);
});

test('an agenda refuses the webhooks of more than 10,000 entities, and says so', () => {
  const { agenda, refused } = agendaAt(0);
  for (let index = 0; index < 10_001; index += 1) agenda.plan(String(index), [webhook(`sent ${index}`, 500)]);
  expect(refused).toEqual(['sent 10000']);
});
