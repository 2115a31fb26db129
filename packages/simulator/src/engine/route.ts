import { notFound, TwilioProblem } from '../problem.js';
import type { Resource } from '../resources/resource.js';

/** What a request is about. */
export interface Target {
  readonly resource: Resource;
  readonly verb: Resource['verbs'][number];
  readonly sid: string | undefined;
}

/** Compiles the table of paths; `find` says what a request is about or throws what Twilio would answer. */
export function createRouter(resources: readonly Resource[]) {
  // Fixed words before SIDs: /Calls/FeedbackSummary is no call.
  const routes = resources
    .flatMap((resource) => {
      const instance = resource.instancePath ?? `${resource.path}/{Sid}`;
      const isOne = instance === resource.path;
      return [
        ...(isOne ? [] : [{ resource, pattern: compile(resource.path), isInstance: false, path: resource.path }]),
        { resource, pattern: compile(instance), isInstance: true, path: instance },
      ];
    })
    .sort((a, b) => placeholders(a.path) - placeholders(b.path) || b.path.length - a.path.length);

  /** @param path without `.json` */
  return function find(method: string, path: string): Target & { readonly accountSid: string } {
    for (const { resource, pattern, isInstance, path: template } of routes) {
      const groups = pattern.exec(path)?.groups;
      if (!groups) continue;
      const { AccountSid: accountSid = '', Sid: sid } = groups;
      const verb = verbOf(method, isInstance, template === resource.path);
      if (!verb || !resource.verbs.includes(verb))
        throw new TwilioProblem(405, 20_004, `Method not allowed: ${method}`);
      return { resource, verb, sid, accountSid };
    }
    throw notFound(path);
  };
}

function verbOf(method: string, isInstance: boolean, isCollection: boolean): Target['verb'] | undefined {
  if (method === 'GET') return isInstance ? 'get' : 'list';
  if (method === 'POST') return isCollection ? 'create' : 'update';
  return method === 'DELETE' && isInstance ? 'delete' : undefined;
}

function compile(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function placeholders(path: string): number {
  return path.split('{').length;
}
