import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { startView } from '../api/spend.ts';
import { Toasts } from '../ui/toasts.tsx';
import { Header } from './header.tsx';
import styles from './layout.module.css';
import { Sidebar } from './sidebar.tsx';
import { useShortcuts } from './shortcuts.ts';
import { UnansweredWrites } from './unanswered-writes.tsx';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));
const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog.tsx')).HelpDialog }));

/** Moves the focus to a new view, as the browser does for a new page. The first view keeps the focus of the browser. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const previous = useRef<string>(undefined);
  const { pathname } = useLocation();
  useEffect(() => {
    if (previous.current !== undefined && previous.current !== pathname) {
      startView();
      main.current?.focus({ preventScroll: true });
    }
    previous.current = pathname;
  }, [pathname]);
  return main;
}

/** What surrounds every view. */
export function Layout() {
  const [isNavigationOpen, setNavigationOpen] = useState(false);
  const [open, setOpen] = useState<'palette' | 'help'>();
  const main = useFocusOnNavigation();
  const { pathname } = useLocation();
  useEffect(() => setNavigationOpen(false), [pathname]);
  useShortcuts({ openPalette: () => setOpen('palette'), openHelp: () => setOpen('help') });
  return (
    <div className={styles.layout} onKeyDown={(event) => event.key === 'Escape' && setNavigationOpen(false)}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <Sidebar isOpen={isNavigationOpen} />
      <Header
        isNavigationOpen={isNavigationOpen}
        onToggleNavigation={() => setNavigationOpen(!isNavigationOpen)}
        onSearch={() => setOpen('palette')}
      />
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        <UnansweredWrites />
        <Outlet />
      </main>
      <Toasts />
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={() => setOpen(undefined)} />}
        {open === 'help' && <HelpDialog onClose={() => setOpen(undefined)} />}
      </Suspense>
    </div>
  );
}
