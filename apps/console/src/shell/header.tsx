import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleUser, Menu as MenuIcon, Moon, Search, Sun, SunMoon } from 'lucide-react';
import { useSpend } from '../api/spend.ts';
import { setZone, useZone, zoneName } from '../format/clock.ts';
import { count } from '../format/words.ts';
import { connectionQuery, variableOf } from '../resources/connection.ts';
import { endSession, signOut, useMe } from '../resources/session.ts';
import { Pill } from '../ui/badge.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import styles from './layout.module.css';
import { switchTheme, useTheme } from './theme.ts';
import { usePlace } from './use-place.ts';

interface HeaderProps {
  readonly isNavigationOpen: boolean;
  readonly onToggleNavigation: () => void;
  readonly onSearch: () => void;
}

export function Header({ isNavigationOpen, onToggleNavigation, onSearch }: HeaderProps) {
  return (
    <header className={styles.header}>
      <IconButton
        label="Navigation"
        className={styles.menuButton}
        aria-expanded={isNavigationOpen}
        aria-controls="navigation"
        onClick={onToggleNavigation}
      >
        <MenuIcon size={18} />
      </IconButton>
      <Place />
      <div className={styles.tools}>
        <Price />
        <IconButton label="Go to… (Ctrl K)" onClick={onSearch}>
          <Search size={16} />
        </IconButton>
        <ZoneSwitch />
        <ThemeSwitch />
        <Account />
      </div>
    </header>
  );
}

/** The connection of the view, and whether it is simulated. */
function Place() {
  const place = usePlace();
  if (!place) return <div className={styles.crumbs} />;
  return (
    <div className={styles.crumbs}>
      <Link to="/c/$project/$location/$connection" params={place}>
        {place.connection}
      </Link>
      <SimulatorBadge />
    </div>
  );
}

/** `localhost` and the loopback addresses are one host. */
function originOf(url: string): string | undefined {
  const { protocol, hostname, port } = URL.parse(url.replace('{product}', '')) ?? {};
  return hostname && `${protocol}//${/^(?:localhost|127\..*|\[::1\])$/.test(hostname) ? 'loopback' : hostname}:${port}`;
}

function SimulatorBadge() {
  const place = usePlace();
  const { simulatorUrl } = useMe();
  const { data } = useQuery({
    ...connectionQuery(place ?? { project: '', location: '', connection: '' }),
    enabled: place !== undefined,
  });
  const baseUrl = variableOf(data, 'base_url')?.stringValue;
  // Without an address of its own, a connection reaches what the server calls Twilio.
  const isSimulated =
    data !== undefined &&
    simulatorUrl !== undefined &&
    (baseUrl === undefined || originOf(baseUrl) === originOf(simulatorUrl));
  if (!isSimulated) return null;
  return (
    <Pill tone="accent" title="This connection talks to a simulated Twilio.">
      <span>
        Simulated<span className={styles.wideOnly}>: nothing is sent, nothing costs</span>
      </span>
    </Pill>
  );
}

/** What this view and this tab have cost. */
function Price() {
  const { view, session } = useSpend();
  return (
    <span
      className={`${styles.price} ${styles.wideOnly}`}
      title="Requests to Twilio by this view, and since this page was loaded"
    >
      {count(view, 'request')} here · {session.toLocaleString('en')} in all
    </span>
  );
}

/** Says in which zone every time of the page is. */
function ZoneSwitch() {
  const zone = useZone();
  return (
    <Button
      kind="quiet"
      title="The zone of all times on the page"
      onClick={() => setZone(zone === 'utc' ? 'local' : 'utc')}
    >
      {zone === 'utc' ? 'UTC' : `Local (${zoneName('local')})`}
    </Button>
  );
}

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon };

function ThemeSwitch() {
  const theme = useTheme();
  const Icon = THEME_ICONS[theme];
  return (
    <IconButton label={`Colors: ${theme}`} onClick={switchTheme}>
      <Icon size={16} />
    </IconButton>
  );
}

function Account() {
  const { member } = useMe();
  const client = useQueryClient();
  async function leave(): Promise<void> {
    await signOut();
    endSession(client);
  }
  return (
    <Menu label={`Signed in as ${member}`} isIcon kind="quiet" button={<CircleUser size={16} />}>
      <MenuItem onSelect={() => void leave()}>Sign out {member}</MenuItem>
    </Menu>
  );
}
