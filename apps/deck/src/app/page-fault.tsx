import { Failed } from '../ui/failed.tsx';
import { Page } from './page.tsx';
import { words } from './words.ts';

/** Keeps the frame when a screen breaks, and says why. */
export const PageFault = ({ error }: { error: unknown }) => (
  <Page title={words.fault}>
    <Failed what={words.fault} error={error} onRetry={() => location.reload()} />
  </Page>
);
