import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';

/** Long enough to be read twice. */
const SAID_FOR_MS = 8000;

/** A problem, in words, while the lab goes on. What is only said goes by itself, unless somebody is at it. */
export function NoticeBar() {
  const lab = useLab();
  const notice = useLabState((state) => state.notice);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (notice?.kind !== 'said') return;
    const timer = setInterval(() => {
      if (bar.current?.matches(':hover, :focus-within') !== true) lab.say(null);
    }, SAID_FOR_MS);
    return () => clearInterval(timer);
  }, [lab, notice]);
  const request = notice?.request;
  return (
    <div ref={bar} className={styles['notice']} data-empty={notice === null}>
      <p role={notice?.kind === 'problem' ? 'alert' : 'status'}>{notice?.text ?? ''}</p>
      {request === undefined ? null : (
        <Button
          look="plain"
          onClick={() => {
            lab.lookAtRequest(request);
            lab.say(null);
          }}
        >
          {words.app.lookAtIt}
        </Button>
      )}
      {notice === null ? null : (
        <Button look="plain" onClick={() => lab.say(null)} aria-label={words.app.closeMessage}>
          <X aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}
