import { useQuery } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { useFormatTime, useZone, zoneName } from '../format/clock.ts';
import { useMe } from '../resources/session.ts';
import { Mono, StateBadge } from '../ui/badge.tsx';
import { Facts } from '../ui/facts.tsx';
import { Page, Section } from '../ui/page.tsx';

export function About() {
  const { member, isAdministrator, version, simulatorUrl, expireTime } = useMe();
  const formatTime = useFormatTime();
  const zone = useZone();
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => request<{ status?: string }>({ path: '/healthz', signal }),
  });
  return (
    <Page name="About" title="About" description="This server, and you.">
      <Section title="Server">
        <Facts
          facts={[
            ['Version', version],
            ['Address', <Mono key="address">{location.origin}</Mono>],
            [
              'Health',
              health.data && (
                <StateBadge tone={health.data.status === 'SERVING' ? 'good' : 'bad'}>
                  {health.data.status === 'SERVING' ? 'Serving' : health.data.status}
                </StateBadge>
              ),
            ],
            ['Simulated Twilio', simulatorUrl && <Mono>{simulatorUrl}</Mono>],
            ['Times', `${zoneName(zone)}; the switch is in the header`],
            [
              'OpenAPI document',
              <a key="openapi" href="/openapi.json" target="_blank" rel="noopener noreferrer">
                /openapi.json
              </a>,
            ],
          ]}
        />
      </Section>
      <Section title="You">
        <Facts
          facts={[
            ['Signed in as', <Mono key="member">{member}</Mono>],
            ['Administrator', isAdministrator ? 'yes' : 'no'],
            ['Token expires', expireTime && formatTime(expireTime)],
          ]}
        />
      </Section>
    </Page>
  );
}
