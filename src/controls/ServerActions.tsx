/** What can be done to a server: killing it is one click away, the rest one more. */
import type { ServerSnapshot } from '../engine/index.ts';
import { ActionButton } from './ActionButton.tsx';
import { MoreButton } from './MoreButton.tsx';

export function ServerActions({ server }: { readonly server: ServerSnapshot }) {
  const { id, process, admin } = server;
  // Taken out of the configuration: nothing can be asked of it any more.
  if (admin === 'removed') return null;
  return (
    <>
      <ActionButton action={process === 'dead' ? 'restart' : 'kill'} thing={{ kind: 'server', id }} />
      <MoreButton thing={{ kind: 'server', id }} />
    </>
  );
}
