import { Link } from '@tanstack/react-router';
import { buttonClass } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';

export function NotFound() {
  return (
    <Page title="Not found" name="Not found">
      <Empty
        title="The console has no such page"
        actions={
          <Link to="/" className={buttonClass()}>
            Connections
          </Link>
        }
      >
        The link may be cut off or misspelled.
      </Empty>
    </Page>
  );
}
