import { Link } from '@tanstack/react-router';
import { useFormatTime } from '../format/clock.ts';
import {
  accountOf,
  type ConfigVariable,
  type Connection,
  nodesOf,
  placeOf,
  RATE_PER_NODE,
} from '../resources/connection.ts';
import { Mono, Pill } from '../ui/badge.tsx';
import { Facts } from '../ui/facts.tsx';

/** A secret by its name. The console never asks for a value. */
function SecretLink({ version }: { readonly version: string | undefined }) {
  if (!version) return null;
  const [, project = '', , secret = ''] = version.split('/');
  return (
    <Link to="/secrets/$project/$secret" params={{ project, secret }}>
      <Mono>{version}</Mono>
    </Link>
  );
}

function valueOf({ stringValue, boolValue, intValue, secretValue }: ConfigVariable) {
  if (secretValue) return <SecretLink version={secretValue.secretVersion} />;
  return <Mono>{stringValue ?? intValue ?? String(boolValue ?? '')}</Mono>;
}

const AUTH_WORDS: Readonly<Record<string, string>> = {
  api_key: 'API key',
  user_password: 'Account SID and auth token',
};

export function ConnectionFacts({ connection }: { readonly connection: Connection }) {
  const formatTime = useFormatTime();
  const { authConfig, logConfig, configVariables = [], destinationConfigs = [] } = connection;
  const { least, most } = nodesOf(connection);
  const hosts = destinationConfigs.flatMap(({ destinations = [] }) =>
    destinations.map(({ host, port }) => [host, port].filter(Boolean).join(':')),
  );
  return (
    <Facts
      facts={[
        ['Region', placeOf(connection.name).location],
        ['Connector version', <Mono key="version">{connection.connectorVersion}</Mono>],
        ['Account', <Mono key="account">{accountOf(connection)}</Mono>],
        ['Authentication', AUTH_WORDS[authConfig?.authKey ?? 'user_password'] ?? authConfig?.authType],
        ['Login', <Mono key="login">{authConfig?.userPassword?.username}</Mono>],
        ['Secret', <SecretLink key="secret" version={authConfig?.userPassword?.password?.secretVersion} />],
        ['Service account', connection.serviceAccount],
        [
          'Connection nodes',
          `${least} to ${most}: ${least * RATE_PER_NODE} to ${most * RATE_PER_NODE} requests a second`,
        ],
        ['Log', logConfig?.enabled ? `on, level ${logConfig.level ?? 'ERROR'}` : 'off'],
        ...configVariables.map((variable) => [variable.key, valueOf(variable)] as const),
        ['Destinations', hosts.length > 0 && <Mono>{hosts.join(', ')}</Mono>],
        [
          'Labels',
          Object.entries(connection.labels ?? {}).map(([key, value]) => (
            <Pill key={key}>
              {key}={value}
            </Pill>
          )),
        ],
        ['Created', connection.createTime && formatTime(connection.createTime)],
        ['Updated', connection.updateTime && formatTime(connection.updateTime)],
      ]}
    />
  );
}
