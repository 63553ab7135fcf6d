/** A line of a message cut at what is lit in it and at the values that open. */
import type { WirePart } from '../lab/lookedAt.ts';
import type { ValueSpan, WireValue } from './decode/wireValues.ts';

export interface Piece {
  /** Where it begins in its line. */
  readonly start: number;
  readonly text: string;
  readonly isLit: boolean;
  readonly value: WireValue | null;
}

export function piecesOf(parts: readonly WirePart[], spans: readonly ValueSpan[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let partStart = 0;
  /** A value that begins in one part and ends in the next is whole in the first. */
  let at = 0;
  for (const { text, isLit } of parts) {
    const partEnd = partStart + text.length;
    const add = (end: number, value: WireValue | null): void => {
      const piece = value === null ? text.slice(at - partStart, end - partStart) : value.text;
      if (piece !== '') pieces.push({ start: at, text: piece, isLit, value });
      at = Math.max(at, end);
    };
    for (const { start, end, value } of spans) {
      if (start < at || start >= partEnd) continue;
      add(start, null);
      add(end, value);
    }
    if (at < partEnd) add(partEnd, null);
    partStart = partEnd;
  }
  return pieces;
}

/** Pieces that follow one another and are lit alike, together: what is lit is one mark. */
export function runsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.[0]?.isLit === piece.isLit) last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
