/** For those who listen: what happened, by the beat and not by the request. */
import { useEffect, useRef, useState } from 'react';
import type { Happening, Scenario } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { counted, failuresText, happeningText, shortList, type Telling, tellingOf } from '../lab/wording.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';

const BEAT_MS = 2500;

export function LiveRegion() {
  const lab = useLab();
  const [said, setSaid] = useState('');
  const heard = useRef(0);
  const run = useRef<Scenario | null>(null);

  useEffect(() => {
    const timer = setInterval(() => {
      const { record, snapshot, scenario } = lab.store.getState();
      if (scenario !== run.current) {
        // A run that started anew counts from nothing again, and the old one has nothing more to say.
        run.current = scenario;
        heard.current = 0;
        setSaid('');
      }
      const news = record.happenings.slice(
        Math.max(0, record.happenings.length - (record.happeningCount - heard.current)),
      );
      heard.current = record.happeningCount;
      if (news.length > 0) setSaid(narrate(news, tellingOf(snapshot)));
    }, BEAT_MS);
    return () => clearInterval(timer);
  }, [lab]);

  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

function narrate(news: readonly Happening[], telling: Telling): string {
  const lastLoad = news.findLast(({ kind }) => kind === 'load-set');
  const told = news
    .filter(({ kind }) => kind !== 'session-lost' && kind !== 'unavailable')
    .filter((happening) => happening.kind !== 'load-set' || happening === lastLoad)
    .map((happening) => happeningText(happening, telling));
  const lost = news.flatMap((one) => (one.kind === 'session-lost' ? [telling.nameOf(one.person)] : []));
  const failed = news.filter(({ kind }) => kind === 'unavailable').length;
  if (lost.length > 0) told.push(`${counted(lost.length, 'person is', 'people are')} signed out: ${shortList(lost)}.`);
  if (failed > 0) told.push(`${failuresText(news, failed, telling)}.`);
  return told.join(' ');
}
