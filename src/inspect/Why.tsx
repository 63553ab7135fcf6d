/** Why? Of what is selected: a person's request, their session, or a server. */
import { Pin, PinOff } from 'lucide-react';
import { useRef, useState } from 'react';
import type { LabState } from '../lab/labState.ts';
import { selectPersonSelected } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Inspect.module.css';
import { hasGoneOn, requestTitle, WhyRequest } from './WhyRequest.tsx';
import { serverTitle, WhyServer } from './WhyServer.tsx';
import { sessionTitle, WhySession } from './WhySession.tsx';

const said = words.inspect.why;

type Subject = 'request' | 'session' | 'server';

export function Why() {
  const [subject, setSubject] = useSubject();
  const person = useLabState((state) => selectPersonSelected(state)?.name ?? null);
  const server = useLabState((state) => state.selectedServer);
  const title = useLabState(TITLES[subject]);
  const heading = useRef<HTMLHeadingElement>(null);
  /** From within what is shown: the focus goes along, as what had it is not there any more. */
  const showRequest = (): void => {
    setSubject('request');
    heading.current?.focus();
  };
  return (
    <section className={styles['column']} aria-labelledby="why">
      <div className={styles['title']}>
        <h2 id="why" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {subject === 'request' ? <Keeper /> : null}
      </div>
      <div className={styles['subjects']} role="group" aria-label={said.subjects}>
        {SUBJECTS.filter((one) => one !== 'server' || server !== null).map((one) => (
          <Button key={one} look="plain" aria-pressed={subject === one} onClick={() => setSubject(one)}>
            {one === 'server' ? server : said.of[one](person ?? said.nobody)}
          </Button>
        ))}
      </div>
      {subject === 'request' ? <WhyRequest /> : null}
      {subject === 'session' ? <WhySession /> : null}
      {subject === 'server' ? <WhyServer onRequest={showRequest} /> : null}
    </section>
  );
}

const SUBJECTS = ['request', 'session', 'server'] as const satisfies readonly Subject[];
const TITLES: Readonly<Record<Subject, (state: LabState) => string>> = {
  request: requestTitle,
  session: sessionTitle,
  server: serverTitle,
};

/** Follows what is selected in the picture; between two selections the reader chooses. */
function useSubject(): readonly [Subject, (subject: Subject) => void] {
  const server = useLabState((state) => state.selectedServer);
  const person = useLabState((state) => state.selectedPerson);
  const [seen, setSeen] = useState({ server, person });
  const [subject, setSubject] = useState<Subject>('request');
  if (seen.server !== server || seen.person !== person) {
    const isServerNew = seen.server !== server && server !== null;
    setSeen({ server, person });
    if (isServerNew) setSubject('server');
    else if (seen.person !== person || subject === 'server') setSubject('request');
  }
  return [subject === 'server' && server === null ? 'request' : subject, setSubject];
}

/** Keeps the explanation while the run goes on, and lets it go. */
function Keeper() {
  const lab = useLab();
  const isPinned = useLabState((state) => state.isPinned);
  const hasMovedOn = useLabState(hasGoneOn);
  const name = useLabState((state) => selectPersonSelected(state)?.name ?? said.nobody);
  const hasExplanation = useLabState((state) => state.explanation !== null);
  if (!hasExplanation) return null;
  return (
    <Button
      look={hasMovedOn ? 'solid' : 'plain'}
      className={hasMovedOn ? undefined : styles['pin']}
      aria-pressed={isPinned}
      onClick={isPinned ? lab.showLatest : lab.pin}
      title={isPinned ? said.showLatestSays : said.keepSays}
    >
      {isPinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
      {isPinned ? (hasMovedOn ? said.showLatestOf(name) : said.showLatest) : said.keep}
    </Button>
  );
}
