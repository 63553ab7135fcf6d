/** What can be done to a part of the store: end its process, and start it again. */
import type { StoreSnapshot } from '../engine/index.ts';
import { ActionButton } from './ActionButton.tsx';

export function StoreNodeActions({ node: { id, isUp } }: { readonly node: StoreSnapshot['nodes'][number] }) {
  return <ActionButton action={isUp ? 'killNode' : 'startNode'} thing={{ kind: 'node', id }} />;
}
