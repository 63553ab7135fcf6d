/** Which strategy, and the three questions behind it. Choosing starts the same people and servers anew under it. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { About } from '../engine/index.ts';
import { balancings, persistences, remarksOn, remarksOnProduct, sessionStates, strategies } from '../engine/index.ts';
import { selectTitle } from '../lab/selectors.ts';
import { type Axis, choicesOf, strategyOf } from '../lab/strategyOf.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuLabel } from '../ui/Menu.tsx';
import { WithCode } from '../ui/WithCode.tsx';
import styles from './Controls.module.css';
import { Options } from './Options.tsx';

const said = words.pickers;

export function StrategyPicker() {
  const lab = useLab();
  const strategy = strategyOf(choicesOf(useLabState((state) => state.scenario)));
  const name = strategy?.name ?? said.ownMix;
  const trigger = (
    <Button look="solid" className={styles['strategy']} aria-label={said.strategyIs(name)}>
      {name} <ChevronDown aria-hidden="true" />
    </Button>
  );
  return (
    <Labelled label={said.strategy}>
      <Menu trigger={trigger}>
        <MenuLabel>{said.sameUnder}</MenuLabel>
        <MenuChoice
          value={strategy?.id ?? ''}
          onChange={(id) => void lab.chooseStrategy(id)}
          choices={strategies.map(({ id, name: itsName, says }) => ({ value: id, name: itsName, says }))}
        />
      </Menu>
    </Labelled>
  );
}

/** What the strategy in force is, in one line; of a scenario that was opened also its title. */
export function StrategyLine() {
  const title = useLabState(selectTitle);
  const scenario = useLabState((state) => state.scenario);
  const choices = choicesOf(scenario);
  const lacking = remarksOnProduct(scenario.loadBalancer.profile, choices);
  const says = strategyOf(choices)?.says ?? remarksOn(choices)[0] ?? said.ownMixSays;
  return (
    <p className={styles['says']}>
      {title === null ? null : <strong>{title} · </strong>}
      {says}
      {lacking.map((remark) => (
        <span key={remark}>
          {' '}
          <WithCode text={remark} />
        </span>
      ))}
    </p>
  );
}

const AXES = [
  ['balancing', balancings],
  ['persistence', persistences],
  ['sessionState', sessionStates],
] as const satisfies readonly (readonly [Axis, AxisPickerProps['modules']])[];

export function AxisPickers() {
  const lab = useLab();
  const choices = choicesOf(useLabState((state) => state.scenario));
  return (
    <fieldset className={styles['axes']} aria-label={said.mix}>
      {AXES.map(([axis, modules]) => (
        <AxisPicker
          key={axis}
          axis={axis}
          chosen={choices[axis].id}
          modules={modules}
          onChoose={(id) => void lab.choose({ [axis]: { id } })}
        />
      ))}
      <Options />
    </fieldset>
  );
}

interface AxisPickerProps {
  readonly axis: Axis;
  readonly chosen: string;
  readonly modules: readonly { readonly id: string; readonly about: About }[];
  readonly onChoose: (id: string) => void;
}

function AxisPicker({ axis, chosen, modules, onChoose }: AxisPickerProps) {
  const { name: question, label, question: asked } = said.axes[axis];
  const name = modules.find(({ id }) => id === chosen)?.about.name ?? chosen;
  const trigger = (
    <Button aria-label={said.chosen(question, name)} className={styles['axis']}>
      {name} <ChevronDown aria-hidden="true" />
    </Button>
  );
  return (
    <Labelled label={label}>
      <Menu trigger={trigger}>
        <MenuLabel>{asked}</MenuLabel>
        <MenuChoice
          value={chosen}
          onChange={onChoose}
          choices={modules.map(({ id, about }) => ({ value: id, name: about.name, says: about.says }))}
        />
      </Menu>
    </Labelled>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles['labelled']}>
      <span>{label}</span>
      {children}
    </div>
  );
}
