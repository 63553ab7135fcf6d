import type { CSSProperties } from 'react';
import type { Rect } from './geometry.ts';

/** The style that puts an element where the layout has it. */
export const placed = ({ x, y, width, height }: Rect): CSSProperties => ({ left: x, top: y, width, height });
