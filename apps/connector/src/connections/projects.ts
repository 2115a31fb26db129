import type { Caller } from '../access/caller.js';
import type { Policies } from '../access/policies.js';
import type { Store } from '../store/store.js';
import { FIRST_CONNECTION } from './first-connection.js';

/** The projects of a server. A project is only a name, so those are listed of which the store has something. */
export interface Projects {
  /** The ids of the projects in which a caller has a role, sorted. The administrator sees all of them. */
  list(caller: Caller): Promise<readonly string[]>;
}

export function createProjects(store: Store, policies: Pick<Policies, 'grantsOf' | 'resources'>): Projects {
  const used = async () => {
    const connections = store.selectFrom('connections').select('project').distinct();
    return (await connections.union(store.selectFrom('secrets').select('project')).execute()).map(
      ({ project }) => project,
    );
  };
  return {
    async list(caller) {
      const names = caller.isAdministrator
        ? [FIRST_CONNECTION, ...(await policies.resources())]
        : (await policies.grantsOf(caller)).map(({ resource }) => resource);
      const ids = names.map((name) => name.split('/')[1] ?? '');
      return [...new Set([...ids, ...(caller.isAdministrator ? await used() : [])])].toSorted();
    },
  };
}
