/** What a reader sets for themselves. */
import { Settings as SettingsIcon, Volume2 } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { words } from '../language/words.ts';
import { MOTIONS, TEXT_PERCENT, THEMES } from '../theme/settings.ts';
import { useSettings } from '../theme/useSettings.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import { LabelledSlider } from '../ui/Slider.tsx';
import styles from './Settings.module.css';
import { CUES, playCue } from './soundCues.ts';

const said = words.settings;

export function SettingsButton({ className }: { readonly className?: string | undefined }) {
  return (
    <Popover
      trigger={
        <Button look="plain" className={className} aria-label={said.title} title={said.title}>
          <SettingsIcon aria-hidden="true" />
        </Button>
      }
      label={said.title}
      align="end"
    >
      <Settings />
    </Popover>
  );
}

function Settings() {
  const { settings, change, isKept } = useSettings();
  return (
    <div className={styles['settings']}>
      <h2>{said.title}</h2>
      <Choice
        legend={said.theme}
        value={settings.theme}
        values={THEMES}
        nameOf={(theme) => said.themes[theme]}
        hintOf={(theme) => (theme === 'projector' ? said.projectorSays : null)}
        onChange={(theme) => change({ theme })}
      />
      <LabelledSlider
        label={said.textSize}
        value={settings.textPercent}
        {...TEXT_PERCENT}
        shown={said.percent}
        onCommit={(textPercent) => change({ textPercent })}
      />
      <Choice
        legend={said.motion}
        value={settings.motion}
        values={MOTIONS}
        nameOf={(motion) => said.motions[motion]}
        onChange={(motion) => change({ motion })}
      />
      <fieldset>
        <legend>{said.keys}</legend>
        <Check isOn={settings.hasKeys} onChange={(hasKeys) => change({ hasKeys })}>
          {said.keysAct}
        </Check>
      </fieldset>
      <fieldset>
        <legend>{said.sound}</legend>
        <Check isOn={settings.hasSound} onChange={(hasSound) => change({ hasSound })}>
          {said.soundOn}
        </Check>
        {settings.hasSound ? <Sounds /> : null}
      </fieldset>
      {isKept ? null : <p role="status">{said.notKept}</p>}
    </div>
  );
}

function Sounds() {
  const { settings, change } = useSettings();
  const { volume } = settings;
  return (
    <>
      <LabelledSlider
        label={said.volume}
        value={Math.round(volume * 100)}
        min={0}
        max={100}
        step={10}
        shown={said.percent}
        onCommit={(percent) => change({ volume: percent / 100 })}
      />
      {CUES.map((cue) => (
        <Button
          key={cue}
          look="plain"
          className={styles['cue']}
          aria-label={said.listen(said.cues[cue])}
          onClick={() => playCue(cue, volume)}
        >
          <Volume2 aria-hidden="true" /> {said.cues[cue]}
        </Button>
      ))}
    </>
  );
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly nameOf: (value: Value) => string;
  readonly hintOf?: (value: Value) => string | null;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ legend, value, values, nameOf, hintOf, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((one) => {
        const hint = hintOf?.(one) ?? null;
        return (
          <label key={one}>
            <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
            <span>
              {nameOf(one)}
              {hint === null ? null : <small>{hint}</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

interface CheckProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

function Check({ isOn, onChange, children }: CheckProps) {
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      <span>{children}</span>
    </label>
  );
}
