import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { CopyButton } from '../ui/copy-menu.tsx';
import { Facts } from '../ui/facts.tsx';
import styles from './overview.module.css';

function Endpoint({ url }: { readonly url: string }) {
  return (
    <span className={styles.endpoint}>
      <code>{url}</code>
      <CopyButton text={url} label={`Copy ${url}`} />
    </span>
  );
}

export function Endpoints({ place }: { readonly place: ConnectionPlace }) {
  const { origin } = location;
  return (
    <Facts
      facts={[
        ['Data (REST, v2)', <Endpoint key="v2" url={`${origin}/v2/${nameOf(place)}`} />],
        ['Management (REST, v1)', <Endpoint key="v1" url={`${origin}/v1/${nameOf(place)}`} />],
        ['OpenAPI document', <Endpoint key="openapi" url={`${origin}/openapi.json`} />],
      ]}
    />
  );
}
