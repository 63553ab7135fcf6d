import { useCallback } from 'react';
import type { Values } from '../lab/actionList.ts';
import { actionsOf, type Offer } from '../lab/offers.ts';
import { useLab } from '../lab/useLab.ts';

/** Does what is offered, to all that it is offered for. */
export function useOffer(): (offer: Offer, values: Values) => Promise<void> {
  const lab = useLab();
  return useCallback((offer, values) => lab.actAll((state) => actionsOf(offer, values, state)), [lab]);
}
