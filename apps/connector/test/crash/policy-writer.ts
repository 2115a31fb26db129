import { read } from './api.ts';
import { createTracked } from './tracked.ts';
import type { Writer, WriterOptions } from './writer.ts';

/** Repeatedly replaces the IAM policy of a project. */
export function createPolicyWriter({ lane, findings }: WriterOptions): Writer {
  const path = `/cloudresourcemanager/v1/projects/${lane}`;
  const tracked = createTracked(path, textOf(0), findings);
  let marks = 0;
  return {
    async write(api) {
      const mark = (marks += 1);
      const call = {
        method: 'POST',
        path: `${path}:setIamPolicy`,
        body: { policy: { bindings: bindingsOf(mark) } },
      } as const;
      return (await tracked.attempt(textOf(mark), () => api(call))) !== undefined;
    },
    async check(api) {
      const { bindings = [] } = await read(api, `${path}:getIamPolicy`, { method: 'POST', body: {} });
      tracked.found(JSON.stringify(bindings));
    },
  };
}

function textOf(mark: number): string {
  return JSON.stringify(mark === 0 ? [] : bindingsOf(mark));
}

/** In the order of the server's answers. */
function bindingsOf(mark: number) {
  return ['roles/connectors.admin', 'roles/connectors.viewer'].map((role) => ({ role, members: [`token:p${mark}`] }));
}
