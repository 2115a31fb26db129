import { notFound } from '../../problem.js';
import type { Row } from '../../store.js';
import type { Form, Resource, SeedPlace, World } from '../resource.js';

export const sipCredentialListMappings: Resource = {
  name: 'SipCredentialListMappings',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/CredentialListMappings',
  ...mapping('SipCredentialLists', 'CredentialListSid'),
};

export const sipIpAccessControlListMappings: Resource = {
  name: 'SipIpAccessControlListMappings',
  path: '/2010-04-01/Accounts/{AccountSid}/SIP/Domains/{DomainSid}/IpAccessControlListMappings',
  ...mapping('SipIpAccessControlLists', 'IpAccessControlListSid'),
};

/** A mapping has the SID and the name of the list that it gives to a domain. */
function mapping(lists: string, field: string) {
  return {
    key: ['domain_sid', 'sid'],
    share: 0.01,
    create(form: Form, world: World, draft: () => Row): Row {
      const list = world.table(lists).get(form.get(field) ?? '');
      if (!list) throw notFound(`${lists}/${form.get(field)}`);
      return { ...draft(), sid: list.sid, friendly_name: list.friendly_name };
    },
    sample(_draft: Row, { other }: SeedPlace) {
      const list = other(lists);
      return { sid: list?.sid, friendly_name: list?.friendly_name };
    },
  };
}
