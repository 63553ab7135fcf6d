import { useMemo } from 'react';
import { choicesOf } from '../../lab/strategyOf.ts';
import { useLabState } from '../../lab/useLab.ts';
import { type Carriage, carriageOf } from './carriage.ts';

export function useCarriage(): Carriage {
  const scenario = useLabState((state) => state.scenario);
  return useMemo(() => carriageOf(choicesOf(scenario)), [scenario]);
}
