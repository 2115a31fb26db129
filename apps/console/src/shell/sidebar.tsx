import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  Activity,
  Database,
  FileClock,
  Info,
  KeyRound,
  LayoutDashboard,
  List,
  ScrollText,
  Shield,
  SquareTerminal,
  Ticket,
  Zap,
} from 'lucide-react';
import { connectionsQuery, nameOf, placeOf } from '../resources/connection.ts';
import { projectsQuery, useMe } from '../resources/session.ts';
import { Brand } from '../ui/brand.tsx';
import { inputClass } from '../ui/field.tsx';
import nav from '../ui/nav-link.module.css';
import styles from './layout.module.css';
import { usePlace, useProject } from './use-place.ts';

const OF_CONNECTION = [
  { to: '/c/$project/$location/$connection', label: 'Overview', Icon: LayoutDashboard, exact: true },
  { to: '/c/$project/$location/$connection/data', label: 'Data', Icon: Database, exact: false },
  { to: '/c/$project/$location/$connection/sql', label: 'SQL', Icon: SquareTerminal, exact: false },
  { to: '/c/$project/$location/$connection/actions', label: 'Actions', Icon: Zap, exact: false },
  { to: '/c/$project/$location/$connection/monitoring', label: 'Monitoring', Icon: Activity, exact: false },
  { to: '/c/$project/$location/$connection/logs', label: 'Logs', Icon: ScrollText, exact: false },
  { to: '/c/$project/$location/$connection/access', label: 'Access', Icon: Shield, exact: false },
] as const;

export function Sidebar({ isOpen }: { readonly isOpen: boolean }) {
  const place = usePlace();
  const project = useProject();
  const { isAdministrator } = useMe();
  return (
    <nav id="navigation" aria-label="Console" className={styles.side} data-open={isOpen}>
      <Link to="/" search={{ project }} className={styles.brand}>
        <Brand /> Twilio connector
      </Link>
      <ProjectSwitcher project={project} />
      {place && (
        <div className={styles.group}>
          <ConnectionSwitcher />
          {OF_CONNECTION.map(({ to, label, Icon, exact }) => (
            <Link key={to} to={to} params={place} activeOptions={{ exact, includeSearch: false }} className={nav.link}>
              <Icon size={16} aria-hidden /> {label}
            </Link>
          ))}
        </div>
      )}
      <div className={styles.group}>
        <span className={styles.groupTitle}>Project {project}</span>
        <Link to="/" search={{ project }} activeOptions={{ exact: true, includeSearch: false }} className={nav.link}>
          <List size={16} aria-hidden /> Connections
        </Link>
        <Link to="/secrets" search={{ project }} activeOptions={{ includeSearch: false }} className={nav.link}>
          <KeyRound size={16} aria-hidden /> Secrets
        </Link>
        <Link to="/audit" search={{ project }} activeOptions={{ includeSearch: false }} className={nav.link}>
          <FileClock size={16} aria-hidden /> Audit
        </Link>
      </div>
      <div className={styles.group}>
        <span className={styles.groupTitle}>Server</span>
        {isAdministrator !== false && (
          <Link to="/tokens" activeOptions={{ includeSearch: false }} className={nav.link}>
            <Ticket size={16} aria-hidden /> Tokens
          </Link>
        )}
        <Link to="/about" activeOptions={{ includeSearch: false }} className={nav.link}>
          <Info size={16} aria-hidden /> About
        </Link>
      </div>
    </nav>
  );
}

function ProjectSwitcher({ project }: { readonly project: string }) {
  const navigate = useNavigate();
  const { data = [] } = useQuery(projectsQuery);
  const projects = new Set([...data, project]);
  if (projects.size < 2) return null;
  return (
    <select
      aria-label="Project"
      className={`${inputClass} ${styles.select}`}
      value={project}
      onChange={(event) => void navigate({ to: '/', search: { project: event.target.value } })}
    >
      {[...projects].map((id) => (
        <option key={id}>{id}</option>
      ))}
    </select>
  );
}

/** Also names the connection of the view. */
function ConnectionSwitcher() {
  const place = usePlace();
  const navigate = useNavigate();
  const { data = [] } = useQuery({ ...connectionsQuery(place?.project ?? ''), enabled: place !== undefined });
  if (!place) return null;
  const names = new Set([nameOf(place), ...data.map(({ name }) => name)]);
  return (
    <select
      aria-label="Connection"
      className={`${inputClass} ${styles.select}`}
      value={nameOf(place)}
      onChange={(event) =>
        void navigate({ to: '/c/$project/$location/$connection', params: placeOf(event.target.value) })
      }
    >
      {[...names].map((name) => (
        <option key={name} value={name}>
          {placeOf(name).connection}
        </option>
      ))}
    </select>
  );
}
