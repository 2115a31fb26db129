import type { ApiCall } from './api.ts';
import { entities, type Kind, PARENT, pick } from './kinds.ts';

type Call = Omit<ApiCall, 'token'>;

export const MISTAKES: readonly Kind[] = [
  {
    // Answered with a growing delay, so the caller does not wait.
    name: 'wrong token',
    weight: 2,
    run: (soak) => soak.api({ path: `${PARENT}/connections`, token: `tct_wrong-${soak.next()}`, patienceMs: 200 }),
  },
  {
    name: 'invalid request',
    weight: 3,
    run(soak) {
      const calls: readonly [Call, ...Call[]] = [
        { path: `${entities('Messages')}?conditions=Nonsense%20%3D%201` },
        { path: `${entities('Messages')}?pageToken=forged` },
        { path: `${entities('Unknown')}?pageSize=1` },
        { path: `${PARENT}/unknown` },
        { path: entities('Messages'), method: 'POST', body: '{"fields": {' },
        { path: entities('Messages'), method: 'POST', body: { fields: { To: 'nobody' } } },
        { path: entities('Messages'), method: 'POST', body: '['.repeat(10_000) },
      ];
      return soak.api({ ...pick(soak, calls), token: soak.token });
    },
  },
];
