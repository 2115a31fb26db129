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
  description: 'Makes a subaccount.',
  docs,
  method: 'POST',
  path,
  inputParameters: { Name: optional(fields.Name) },
  resultMetadata: columnsOf(accounts),
  isIdempotent: false,
  consequence: 'makes a subaccount, which stays on record',
});

export const suspendAccount = defineAction({
  ...oneAccount,
  name: 'SuspendAccount',
  description: 'Stops a subaccount: it makes and takes no calls or messages until it is active again.',
  constants: { Status: 'suspended' },
  consequence: 'stops the account',
  isOffByDefault: true,
});

export const closeAccount = defineAction({
  ...oneAccount,
  name: 'CloseAccount',
  description: 'Closes a subaccount for good; Twilio deletes it after thirty days.',
  constants: { Status: 'closed' },
  consequence: 'closes the account for good',
  isOffByDefault: true,
});

export const getBalance = defineAction({
  name: 'GetBalance',
  description: 'What is left on the account of the connection.',
  docs: balance.docs,
  method: 'GET',
  path: balance.path,
  inputParameters: {},
  resultMetadata: columnsOf(balance),
  isIdempotent: true,
});
