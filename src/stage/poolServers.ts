/** Of the servers what their place in the balancing shows: it changes seldom, while their work does with each request. */
import type { ServerSnapshot } from '../engine/index.ts';
import { selectServers } from '../lab/selectors.ts';
import { useLabStateLike } from '../lab/useLab.ts';

export type PoolServer = Pick<ServerSnapshot, 'id' | 'admin' | 'belief'>;

export const usePoolServers = (): readonly PoolServer[] =>
  useLabStateLike<readonly PoolServer[]>(selectServers, isLike);

const isLike = (before: readonly PoolServer[], now: readonly PoolServer[]): boolean =>
  before.length === now.length &&
  before.every(({ id, admin, belief }, place) => {
    const other = now[place];
    return other?.id === id && other.admin === admin && other.belief === belief;
  });
