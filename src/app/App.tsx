/** What is shown where. Panels do not know one another; they meet here. */
import { useEffect, useRef, useState } from 'react';
import { ActionMenus } from '../controls/ActionMenus.tsx';
import { AddServer } from '../controls/AddServer.tsx';
import { BalancerActions } from '../controls/BalancerActions.tsx';
import { PersonActions } from '../controls/PersonActions.tsx';
import { Playback } from '../controls/Playback.tsx';
import { SelectionBar } from '../controls/SelectionBar.tsx';
import { ServerActions } from '../controls/ServerActions.tsx';
import { StoreNodeActions } from '../controls/StoreNodeActions.tsx';
import { HarmLine } from '../inspect/HarmSoFar.tsx';
import { Inspect } from '../inspect/Inspect.tsx';
import { TextView } from '../inspect/text/TextView.tsx';
import type { Lab } from '../lab/createLab.ts';
import { InTurn, LabProvider } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Stage } from '../stage/Stage.tsx';
import type { StageSlots } from '../stage/slots.ts';
import { SettingsProvider, useKeptSettings } from '../theme/useSettings.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';
import { useDocumentTitle } from './documentTitle.ts';
import { Header } from './Header.tsx';
import { useKeyboard } from './keyboard.ts';
import { LiveRegion } from './LiveRegion.tsx';
import { Narration } from './Narration.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { useOpenScenario } from './openScenario.ts';
import { useSoundCues } from './useSoundCues.ts';
import { useView } from './useView.ts';

const slots: StageSlots = {
  serverActions: ({ id, process, admin }) => <ServerActions id={id} process={process} admin={admin} />,
  personActions: (person) => <PersonActions person={person} />,
  balancerActions: <BalancerActions />,
  addServer: <AddServer />,
  nodeActions: (node) => <StoreNodeActions node={node} />,
};

export function App({ lab }: { readonly lab: Lab }) {
  const settingsInUse = useKeptSettings();
  const { settings, look } = settingsInUse;
  const { view, setView } = useView();
  /** Where there is no room for both: the questions in place of the picture, or, on a phone, below it. */
  const [isInspecting, setIsInspecting] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const inspect = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      lab.store.subscribe(({ requestWanted }, before) => {
        if (requestWanted === null || before.requestWanted !== null) return;
        setIsInspecting(true);
        inspect.current?.scrollIntoView({ block: 'nearest' });
      }),
    [lab],
  );
  const { openFile, dropTarget } = useOpenScenario(lab);
  useKeyboard(lab, settings.hasKeys);
  useSoundCues(lab, settings);
  useDocumentTitle(lab);

  return (
    <SettingsProvider value={settingsInUse}>
      <LabProvider value={lab}>
        <ActionMenus>
          <div className={styles['app']} data-inspecting={isInspecting} {...dropTarget}>
            <Header onFile={openFile} />
            <NoticeBar />
            <main className={styles['main']}>
              <InTurn turn={6}>
                <Narration view={view} onView={setView} />
              </InTurn>
              <div className={styles['shown']} data-view={view}>
                {view === 'text' ? null : (
                  <div className={styles['stage']} ref={stage}>
                    <Stage slots={slots} look={look} />
                    <SelectionBar />
                  </div>
                )}
                {view === 'picture' ? null : (
                  <div className={styles['text']}>
                    <InTurn turn={3}>
                      <TextView />
                    </InTurn>
                  </div>
                )}
              </div>
              <div className={styles['inspect']} ref={inspect}>
                <InTurn turn={4}>
                  <Inspect />
                </InTurn>
              </div>
            </main>
            <footer className={styles['footer']}>
              <div className={styles['brief']}>
                <InTurn turn={4}>
                  <HarmLine />
                </InTurn>
                <Button
                  className={styles['toggle']}
                  aria-pressed={isInspecting}
                  onClick={() => {
                    setIsInspecting(!isInspecting);
                    // Where both are there, one below the other, the button leads from one to the other.
                    (isInspecting ? stage : inspect).current?.scrollIntoView();
                  }}
                >
                  {isInspecting ? words.app.picture : words.app.why}
                </Button>
              </div>
              <InTurn turn={5}>
                <Playback />
              </InTurn>
            </footer>
            <LiveRegion />
          </div>
        </ActionMenus>
      </LabProvider>
    </SettingsProvider>
  );
}
