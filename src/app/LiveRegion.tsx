/** For those who listen: what happened, by the beat and not by the request. */
import { useEffect, useRef, useState } from 'react';
import type { Happening } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { counted, happeningText } from '../lab/wording.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';

const BEAT_MS = 2500;
const MOST_NAMES = 3;

export function LiveRegion() {
  const lab = useLab();
  const [said, setSaid] = useState('');
  const heard = useRef(0);

  useEffect(() => {
    const timer = setInterval(() => {
      const { record, snapshot } = lab.store.getState();
      // A run that started anew counts from nothing again.
      if (record.happeningCount < heard.current) heard.current = 0;
      const news = record.happenings.slice(
        Math.max(0, record.happenings.length - (record.happeningCount - heard.current)),
      );
      heard.current = record.happeningCount;
      const names = new Map(snapshot?.people.map(({ id, name }) => [id, name]) ?? []);
      if (news.length > 0) setSaid(narrate(news, (id) => names.get(id) ?? id));
    }, BEAT_MS);
    return () => clearInterval(timer);
  }, [lab]);

  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

function narrate(news: readonly Happening[], nameOf: (id: string) => string): string {
  const told = news
    .filter(({ kind }) => kind !== 'session-lost' && kind !== 'unavailable')
    .map((happening) => happeningText(happening, nameOf));
  const lost = news.flatMap((happening) => (happening.kind === 'session-lost' ? [nameOf(happening.person)] : []));
  const failed = news.filter(({ kind }) => kind === 'unavailable').length;
  if (lost.length > 0) told.push(`${counted(lost.length, 'person is', 'people are')} signed out: ${shortList(lost)}.`);
  if (failed > 0) told.push(`${counted(failed, 'request')} failed.`);
  return told.join(' ');
}

function shortList(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more` : names.join(', ');
}
