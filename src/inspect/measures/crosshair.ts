/** The moment, or the span, that all charts of one panel speak of. Not the playhead: that is where the run stands. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Pointed {
  /** Null: nobody points, and the charts say how it stands now. */
  readonly atMs: number | null;
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
}

export type Crosshair = StoreApi<Pointed>;

export const createCrosshair = (): Crosshair => createStore<Pointed>(() => ({ atMs: null, span: null }));

/** A span between two moments, whichever of them is the earlier. */
export const spanOf = (one: number, other: number): NonNullable<Pointed['span']> => ({
  fromMs: Math.min(one, other),
  toMs: Math.max(one, other),
});
