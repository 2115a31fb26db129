import { minimal } from './valid-connection.js';
import { type ConnectionResource, describeConnection, parseConnectionOrThrow } from '../src/index.js';

/** Three connections for filters, orders and searches. */
export const connections = [
  connection('alpha', {
    description: 'Support line "EU".',
    labels: { env: 'prod', team: 'support' },
    status: { state: 'ACTIVE' },
    createTime: '2026-01-31T12:00:00Z',
    nodeConfig: { minNodeCount: 10 },
    serviceAccount: 'twilio@eu-project.iam.gserviceaccount.com',
  }),
  connection('beta', {
    labels: { env: 'test', my_key: 'x' },
    status: { state: 'INACTIVE' },
    createTime: '2026-02-28T12:00:00.5Z',
    suspended: true,
    logConfig: { enabled: true, level: 'DEBUG' },
  }),
  connection('gamma', { status: { state: 'ACTIVE' }, createTime: '2026-02-28T12:00:00Z', connectionRevision: '12' }),
];

/** The id of a connection. */
export const idOf = ({ name }: ConnectionResource): string => name.slice(name.lastIndexOf('/') + 1);

function connection(id: string, fields: object = {}): ConnectionResource {
  const name = `projects/local/locations/local/connections/${id}`;
  return describeConnection(parseConnectionOrThrow({ ...minimal, name, ...fields }));
}
