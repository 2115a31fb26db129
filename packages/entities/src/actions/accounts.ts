import { accounts } from '../catalog/account/accounts.js';
import { balance } from '../catalog/account/balance.js';
import { defineAction } from '../model/index.js';
import { columnsOf, optional, required } from './fields-of.js';

const { docs, path, fields } = accounts;
const oneAccount = {
  docs,
  method: 'POST',
  path: `${path}/{Sid}`,
  inputParameters: { Sid: required(fields.Sid, 'The subaccount.') },
  resultMetadata: { Sid: fields.Sid, Name: fields.Name, Status: fields.Status },
  isIdempotent: true,
  isDestructive: true,
} as const;

export const createSubaccount = defineAction({
  name: 'CreateSubaccount',
  description: 'Creates a subaccount.',
  docs,
  method: 'POST',
  path,
  inputParameters: { Name: optional(fields.Name) },
  resultMetadata: columnsOf(accounts),
  isIdempotent: false,
  consequence: 'creates a subaccount, which cannot be removed',
});

export const suspendAccount = defineAction({
  ...oneAccount,
  name: 'SuspendAccount',
  description: 'Suspends a subaccount: it cannot make or receive calls or messages until it is active again.',
  constants: { Status: 'suspended' },
  consequence: 'suspends the account',
  isOffByDefault: true,
});

export const closeAccount = defineAction({
  ...oneAccount,
  name: 'CloseAccount',
  description: 'Closes a subaccount permanently. Twilio deletes it after 30 days.',
  constants: { Status: 'closed' },
  consequence: 'closes the account permanently',
  isOffByDefault: true,
});

export const getBalance = defineAction({
  name: 'GetBalance',
  description: "Returns the balance of the connection's account.",
  docs: balance.docs,
  method: 'GET',
  path: balance.path,
  inputParameters: {},
  resultMetadata: columnsOf(balance),
  isIdempotent: true,
});
