import { useEffect, useState } from 'react';
import { withRefusals } from '../../lab/offers.ts';
import type { PaletteItem } from '../../lab/paletteItems.ts';
import { useLab } from '../../lab/useLab.ts';

const NONE: ReadonlyMap<string, string> = new Map();

/** Why what is listed can't be done now, by the item's key; asked anew with each list. */
export function useRefusals(items: readonly PaletteItem[]): ReadonlyMap<string, string> {
  const lab = useLab();
  const [refusals, setRefusals] = useState(NONE);
  useEffect(() => {
    let isCurrent = true;
    const listed = items.flatMap(({ key, does }) => (does.kind === 'offer' ? [{ ...does.offer, item: key }] : []));
    void withRefusals(listed, lab.store.getState(), lab.check).then((checked) => {
      if (!isCurrent) return;
      setRefusals(new Map(checked.flatMap(({ item, refusal }) => (refusal === null ? [] : [[item, refusal]]))));
    });
    return () => {
      isCurrent = false;
    };
  }, [items, lab]);
  return refusals;
}
