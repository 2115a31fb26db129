import type { Simulator } from '@twilio-connector/simulator';

/** Adds messages like one that exists. @param sentAt when each was sent, in milliseconds since 1970 */
export function seedSentMessages(simulator: Simulator, count: number, sentAt: (index: number) => number): void {
  const [sample] = simulator.snapshot('Messages');
  const rows = Array.from({ length: count }, (_, index) => {
    const sent = sentAt(index);
    const sid = `SM${index.toString(16).padStart(32, '0')}`;
    return { ...sample, sid, date_created: sent, date_sent: sent, date_updated: sent };
  });
  simulator.seed('Messages', rows);
}
