import { expect, test } from 'vitest';
import { simulate } from '../../test/simulate.js';

test.each([
  ['Addresses', 'Address 1'],
  ['SipIpAddresses', 'Sip ip address 1'],
  ['MessagingServices', 'Messaging service 1'],
])('the first of the seeded %s is called %s', (resource, name) => {
  expect(simulate().simulator.snapshot(resource)[0]?.friendly_name).toBe(name);
});
