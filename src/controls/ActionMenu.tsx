/** What can be done to the things that the menu was asked for; what can't says why. What is reached is explained below. */
import { Fragment, useState } from 'react';
import { type CheckedOffer, grouped, offerKey } from '../lab/offers.ts';
import { MenuAt, MenuFoot, MenuItem, MenuSeparator, type Place } from '../ui/Menu.tsx';

interface ActionMenuProps {
  readonly at: Place;
  readonly label: string;
  readonly offers: readonly CheckedOffer[];
  readonly onChoose: (offer: CheckedOffer) => void;
  readonly onClose: () => void;
  readonly onReturnFocus: () => void;
}

export function ActionMenu({ offers, onChoose, ...surface }: ActionMenuProps) {
  const [reached, setReached] = useState<CheckedOffer | null>(null);
  return (
    <MenuAt {...surface}>
      {grouped(offers).map((group, index) => (
        <Fragment key={group[0]?.group}>
          {index === 0 ? null : <MenuSeparator />}
          {group.map((offer) => (
            <MenuItem
              key={offerKey(offer)}
              onSelect={() => onChoose(offer)}
              onReach={() => setReached(offer)}
              refusal={offer.refusal}
              hint={offer.key?.toUpperCase() ?? null}
              description={offer.says}
            >
              {Object.keys(offer.asks).length === 0 ? offer.text : `${offer.text} …`}
            </MenuItem>
          ))}
        </Fragment>
      ))}
      <MenuFoot>{reached?.says ?? ''}</MenuFoot>
    </MenuAt>
  );
}
