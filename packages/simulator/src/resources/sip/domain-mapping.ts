import type { Declaration } from '../../model/resource.js';
import { newestRows } from '../../model/table.js';
import { notFound } from '../../twilio/problem.js';

/** The rules of a mapping from a list of the account to a SIP domain. A mapping has the SID and the name of its list. */
export function domainMapping(parameter: string, lists: string): Pick<Declaration, 'key' | 'create' | 'sample'> {
  return {
    key: ['domain_sid', 'sid'],
    create(form, world, { draft }) {
      const list = world.table(lists).get(form.get(parameter) ?? '');
      if (!list) throw notFound(form.get(parameter) ?? '');
      return { ...draft(), sid: list.sid, friendly_name: list.friendly_name };
    },
    sample(index, world, row) {
      const list = newestRows(world.table(lists), index + 1).at(-1) ?? row;
      return { sid: list.sid, friendly_name: list.friendly_name };
    },
  };
}
