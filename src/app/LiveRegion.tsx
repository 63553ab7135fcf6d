/** For those who listen: what happened, by the beat and not by the request. Never more than one message at a time. */
import { useEffect, useState } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { summaryOf } from '../lab/narration.ts';
import { useLab } from '../lab/useLab.ts';
import { tellingOf } from '../lab/wording.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';

/** Long enough to hear a beat out before the next one. */
const BEAT_MS = 4000;

export function LiveRegion() {
  const lab = useLab();
  const [said, setSaid] = useState('');
  useEffect(() => listen(lab, setSaid), [lab]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

function listen(lab: Lab, say: (text: string) => void): () => void {
  let heard = lab.store.getState().record.happeningCount;
  const timer = setInterval(() => {
    const { record, snapshot } = lab.store.getState();
    const fresh = record.happeningCount - heard;
    heard = record.happeningCount;
    // Fewer than before: the run was taken back, and what it was before is no news.
    if (fresh > 0) say(summaryOf(record.happenings.slice(-fresh), tellingOf(snapshot)));
  }, BEAT_MS);
  const stop = lab.store.subscribe(({ scenario }, before) => {
    if (scenario === before.scenario) return;
    // A run that started anew counts from nothing again, and the old one has nothing more to say.
    heard = 0;
    say('');
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}
