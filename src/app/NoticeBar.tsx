import { X } from 'lucide-react';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';

/** A problem, in words, while the lab goes on. */
export function NoticeBar() {
  const lab = useLab();
  const notice = useLabState((state) => state.notice);
  return (
    <div className={styles['notice']} data-empty={notice === null}>
      <p role={notice?.kind === 'problem' ? 'alert' : 'status'}>{notice?.text ?? ''}</p>
      {notice === null ? null : (
        <Button look="plain" onClick={() => lab.say(null)} aria-label={words.app.closeMessage}>
          <X aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}
