import { CircleHelp, FolderOpen, Keyboard, Moon, Sun, SunMoon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { AxisPickers, StrategyLine, StrategyPicker } from '../controls/Choosers.tsx';
import { THEMES, type Theme } from '../theme/useTheme.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuLabel, Popover } from '../ui/Menu.tsx';
import styles from './App.module.css';
import { HowToRead } from './HowToRead.tsx';
import { Keys } from './Keys.tsx';

interface HeaderProps {
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly hasKeys: boolean;
  readonly onKeys: (hasKeys: boolean) => void;
  readonly onFile: (file: File) => void;
}

export function Header({ theme, onTheme, hasKeys, onKeys, onFile }: HeaderProps) {
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
          <Keys isOn={hasKeys} onChange={onKeys} />
        </Popover>
        <ThemeMenu theme={theme} onTheme={onTheme} />
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

const THEME_NAMES: Readonly<Record<Theme, string>> = { system: 'As the system has it', light: 'Light', dark: 'Dark' };
const THEME_ICONS: Readonly<Record<Theme, typeof Sun>> = { system: SunMoon, light: Sun, dark: Moon };

function ThemeMenu({ theme, onTheme }: Pick<HeaderProps, 'theme' | 'onTheme'>) {
  const Icon = THEME_ICONS[theme];
  return (
    <Menu trigger={tool(`Theme: ${THEME_NAMES[theme]}`, <Icon aria-hidden="true" />)} align="end">
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice
        value={theme}
        onChange={(value) => onTheme(THEMES.find((one) => one === value) ?? 'system')}
        choices={THEMES.map((one) => ({ value: one, name: THEME_NAMES[one] }))}
      />
    </Menu>
  );
}
