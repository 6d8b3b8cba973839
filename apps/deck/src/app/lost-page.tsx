import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/empty.tsx';
import { Page } from './page.tsx';
import { words } from './words.ts';

/** For an address where nothing is. */
export const LostPage = () => (
  <Page title={words.lost}>
    <Empty
      title={words.lost}
      action={
        <Link className="link" to="/applications">
          {words.home}
        </Link>
      }
    >
      {words.lostMore}
    </Empty>
  </Page>
);
