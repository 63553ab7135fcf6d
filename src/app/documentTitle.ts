import { useEffect, useState } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { selectTitle } from '../lab/selectors.ts';

/** The page is called by what it shows, once that is somebody's own scenario. */
export function useDocumentTitle(lab: Lab): void {
  const [usual] = useState(document.title);
  useEffect(() => {
    const name = (): void => {
      const title = selectTitle(lab.store.getState());
      document.title = title === null ? usual : `${title} · ${usual}`;
    };
    name();
    return lab.store.subscribe(({ scenario }, before) => {
      if (scenario !== before.scenario) name();
    });
  }, [lab, usual]);
}
