import { CircleHelp, FolderOpen, Keyboard } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { AxisPickers, StrategyLine, StrategyPicker } from '../controls/Choosers.tsx';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import styles from './App.module.css';
import { HowToRead } from './HowToRead.tsx';
import { Keys } from './Keys.tsx';
import { SettingsButton } from './Settings.tsx';

interface HeaderProps {
  readonly onFile: (file: File) => void;
}

export function Header({ onFile }: HeaderProps) {
  return (
    <header className={styles['header']}>
      <h1>Affinity Lab</h1>
      <StrategyPicker />
      <div className={styles['axes']}>
        <AxisPickers />
      </div>
      <div className={styles['mix']}>
        <Popover trigger={<Button>Mix</Button>} label="The three questions">
          <div className={styles['mixed']}>
            <AxisPickers />
          </div>
        </Popover>
      </div>
      <StrategyLine />
      <nav className={styles['tools']} aria-label="Page">
        <OpenFile onFile={onFile} />
        <Popover
          trigger={tool('How to read this picture', <CircleHelp aria-hidden="true" />)}
          label="How to read this picture"
          align="end"
        >
          <HowToRead />
        </Popover>
        <Popover trigger={tool('Keyboard', <Keyboard aria-hidden="true" />)} label="Keyboard" align="end">
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
        aria-label="Open a scenario file"
        title="Open a scenario file (or drop one here)"
      >
        <FolderOpen aria-hidden="true" />
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Scenario file"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onFile(file);
          target.value = '';
        }}
      />
    </>
  );
}
