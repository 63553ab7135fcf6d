/** What can be done to a server: killing it is one click away, the rest one more. */
import { memo } from 'react';
import type { ServerSnapshot } from '../engine/index.ts';
import { ActionButton } from './ActionButton.tsx';
import { MoreButton } from './MoreButton.tsx';

/** Drawn anew only where one of these changes: its server does so with each request. */
export const ServerActions = memo(function ServerActions({
  id,
  process,
  admin,
}: Pick<ServerSnapshot, 'id' | 'process' | 'admin'>) {
  // Taken out of the configuration: nothing can be asked of it any more.
  if (admin === 'removed') return null;
  return (
    <>
      <ActionButton action={process === 'dead' ? 'restart' : 'kill'} thing={{ kind: 'server', id }} />
      <MoreButton thing={{ kind: 'server', id }} />
    </>
  );
});
