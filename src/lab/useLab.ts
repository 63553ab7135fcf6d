/** The lab of this part of the page. Several labs on one page each have their own provider. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Lab } from './createLab.ts';
import type { LabState } from './labState.ts';

const LabContext = createContext<Lab | null>(null);
export const LabProvider = LabContext.Provider;

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error('useLab outside of a LabProvider');
  return lab;
}

/** Re-renders only when what the selector picks has changed (compared one level deep). */
export function useLabState<Picked>(select: (state: LabState) => Picked): Picked {
  return useStore(useLab().store, useShallow(select));
}
