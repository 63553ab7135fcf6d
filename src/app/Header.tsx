import { CircleHelp, FolderOpen, Keyboard } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { AxisPickers, StrategyLine, StrategyPicker } from '../controls/Choosers.tsx';
import { PaletteButton } from '../controls/palette/PaletteButton.tsx';
import { ScenarioButton } from '../controls/scenario/ScenarioButton.tsx';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import styles from './App.module.css';
import { HowToRead } from './HowToRead.tsx';
import { Keys } from './Keys.tsx';
import { SettingsButton } from './Settings.tsx';
import { useSettingCommands } from './settingCommands.ts';

interface HeaderProps {
  readonly onFile: (file: File) => void;
}

export function Header({ onFile }: HeaderProps) {
  return (
    <header className={styles['header']}>
      <h1>{words.app.name}</h1>
      <StrategyPicker />
      <div className={styles['axes']}>
        <AxisPickers />
        <ScenarioButton />
      </div>
      <div className={styles['mix']}>
        <Popover trigger={<Button>{words.app.mix}</Button>} label={words.app.threeQuestions}>
          <div className={styles['mixed']}>
            <AxisPickers />
            <ScenarioButton />
          </div>
        </Popover>
      </div>
      <StrategyLine />
      <nav className={styles['tools']} aria-label={words.app.tools}>
        <PaletteButton others={useSettingCommands()} className={styles['tool']} />
        <OpenFile onFile={onFile} />
        <Popover
          trigger={tool(words.app.howToRead, <CircleHelp aria-hidden="true" />)}
          label={words.app.howToRead}
          align="end"
        >
          <HowToRead />
        </Popover>
        <Popover
          trigger={tool(words.app.keyboard, <Keyboard aria-hidden="true" />)}
          label={words.app.keyboard}
          align="end"
        >
          <Keys />
        </Popover>
        <SettingsButton className={styles['tool']} />
      </nav>
    </header>
  );
}

const tool = (name: string, icon: ReactNode) => (
  <Button look="plain" className={styles['tool']} aria-label={name} title={name}>
    {icon}
  </Button>
);

function OpenFile({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        look="plain"
        className={styles['tool']}
        onClick={() => input.current?.click()}
        aria-label={words.app.openFile}
        title={words.app.openFileSays}
      >
        <FolderOpen aria-hidden="true" />
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words.app.scenarioFile}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onFile(file);
          target.value = '';
        }}
      />
    </>
  );
}
