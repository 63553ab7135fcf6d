/** What is shown where. Panels do not know one another; they meet here. */
import { useRef, useState } from 'react';
import { AddServer } from '../controls/AddServer.tsx';
import { BalancerActions } from '../controls/BalancerActions.tsx';
import { PersonActions } from '../controls/PersonActions.tsx';
import { Playback } from '../controls/Playback.tsx';
import { ServerActions } from '../controls/ServerActions.tsx';
import { StoreNodeActions } from '../controls/StoreNodeActions.tsx';
import { HarmLine } from '../inspect/HarmSoFar.tsx';
import { Inspect } from '../inspect/Inspect.tsx';
import type { Lab } from '../lab/createLab.ts';
import { LabProvider } from '../lab/useLab.ts';
import { Stage } from '../stage/Stage.tsx';
import type { StageSlots } from '../stage/slots.ts';
import { useTheme } from '../theme/useTheme.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';
import { useDocumentTitle } from './documentTitle.ts';
import { Header } from './Header.tsx';
import { useKeyboard } from './keyboard.ts';
import { LiveRegion } from './LiveRegion.tsx';
import { Narration } from './Narration.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { useOpenScenario } from './openScenario.ts';

const slots: StageSlots = {
  serverActions: (server) => <ServerActions server={server} />,
  personActions: (person) => <PersonActions person={person} />,
  balancerActions: <BalancerActions />,
  addServer: <AddServer />,
  nodeActions: (node) => <StoreNodeActions node={node} />,
};

export function App({ lab }: { readonly lab: Lab }) {
  const { theme, setTheme, isDark } = useTheme();
  const [hasKeys, setHasKeys] = useState(true);
  /** Where there is no room for both: the questions in place of the picture, or, on a phone, below it. */
  const [isInspecting, setIsInspecting] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const inspect = useRef<HTMLDivElement>(null);
  const { openFile, dropTarget } = useOpenScenario(lab);
  useKeyboard(lab, hasKeys);
  useDocumentTitle(lab);

  return (
    <LabProvider value={lab}>
      <div className={styles['app']} data-inspecting={isInspecting} {...dropTarget}>
        <Header theme={theme} onTheme={setTheme} hasKeys={hasKeys} onKeys={setHasKeys} onFile={openFile} />
        <NoticeBar />
        <main className={styles['main']}>
          <Narration />
          <div className={styles['stage']} ref={stage}>
            <Stage slots={slots} isDark={isDark} />
          </div>
          <div className={styles['inspect']} ref={inspect}>
            <Inspect />
          </div>
        </main>
        <footer className={styles['footer']}>
          <div className={styles['brief']}>
            <HarmLine />
            <Button
              className={styles['toggle']}
              aria-pressed={isInspecting}
              onClick={() => {
                setIsInspecting(!isInspecting);
                // Where both are there, one below the other, the button leads from one to the other.
                (isInspecting ? stage : inspect).current?.scrollIntoView();
              }}
            >
              {isInspecting ? 'Picture' : 'Why?'}
            </Button>
          </div>
          <Playback />
        </footer>
        <LiveRegion />
      </div>
    </LabProvider>
  );
}
