/** The lab of this part of the page. Several labs on one page each have their own provider. */
import { createContext, createElement, type ReactNode, useContext, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Lab } from './createLab.ts';
import type { Turn } from './inTurns.ts';
import type { LabState } from './labState.ts';

const LabContext = createContext<Lab | null>(null);
export const LabProvider = LabContext.Provider;

const TurnContext = createContext<Turn>(0);

/** What is in it hears of a new state of the run so many frames later: see `inTurns.ts`. */
export const InTurn = ({ turn, children }: { readonly turn: Turn; readonly children: ReactNode }) =>
  createElement(TurnContext.Provider, { value: turn }, children);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error('useLab outside of a LabProvider');
  return lab;
}

/** Re-renders only when what the selector picks has changed (compared one level deep). */
export function useLabState<Picked>(select: (state: LabState) => Picked): Picked {
  const lab = useLab();
  return useStore(lab.inTurn(useContext(TurnContext)), useShallow(select));
}

/** The same by a comparison of one's own: what differs in nothing that is looked at stays the value of before. */
export function useLabStateLike<Picked>(
  select: (state: LabState) => Picked,
  isLike: (before: Picked, now: Picked) => boolean,
): Picked {
  const kept = useRef<{ readonly value: Picked } | null>(null);
  return useLabState((state) => {
    const now = select(state);
    if (kept.current === null || !isLike(kept.current.value, now)) kept.current = { value: now };
    return kept.current.value;
  });
}
