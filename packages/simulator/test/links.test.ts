import { expect, test } from 'vitest';
import { pathOf } from '../src/engine/entity-path.js';
import { toEntity } from '../src/engine/render.js';
import { resources } from '../src/resources/registry.js';
import { simulate, type Simulated } from './simulate.js';

type Links = Readonly<Record<string, string>>;

/** The links of every seeded entity of a resource, by name. */
function linksOf(resource: (typeof resources)[number], { simulator }: Simulated) {
  const operation = resource.operations.get ?? resource.operations.list;
  if (!operation) return [];
  return simulator.snapshot(resource.name).flatMap((row) => {
    const { subresource_uris: uris, links } = toEntity(
      resource,
      operation,
      row,
      pathOf(resource, row, simulator.accountSid),
    );
    return Object.entries({ ...(uris as Links), ...(links as Links) });
  });
}

/** All resources with links, once each. */
const linked = resources.filter(
  ({ operations, name }, index) =>
    index === resources.findIndex((each) => each.name === name) &&
    Object.values(operations).some(({ properties = {} }) => 'subresource_uris' in properties || 'links' in properties),
);

test.each(linked.map((resource) => [resource.name, resource] as const))(
  'every link of every seeded entity of %s leads to a resource',
  async (_, resource) => {
    const simulated = simulate({ rows: 40 });
    const links = new Map(linksOf(resource, simulated).map(([name, link]) => [link, name]));
    for (const [link, name] of links) {
      const url = new URL(link, 'https://api.twilio.com');
      const { status } = await simulated.ask('GET', url.hostname.split('.')[0] ?? '', url.pathname + url.search);
      // Some resources can only be created.
      expect([name, link, [200, 405].includes(status) ? 'found' : status]).toEqual([name, link, 'found']);
    }
  },
);

test('an account links to all of its sections, as at Twilio', async () => {
  const { ask, simulator } = simulate();
  const path = `/2010-04-01/Accounts/${simulator.accountSid}`;
  const { body } = await ask('GET', 'api', `${path}.json`);
  const links = body.subresource_uris as Links;
  expect(links).toMatchObject({
    usage: `${path}/Usage.json`,
    sip: `${path}/SIP.json`,
    short_codes: `${path}/SMS/ShortCodes.json`,
  });
  expect(Object.keys(links)).toHaveLength(20);
  const usage = await ask('GET', 'api', links.usage ?? '');
  expect(usage.body.subresource_uris).toEqual({
    records: `${path}/Usage/Records.json`,
    triggers: `${path}/Usage/Triggers.json`,
  });
});
