/** Which strategy, and the three questions behind it. Choosing starts the same people and servers anew under it. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { About } from '../engine/index.ts';
import { balancings, persistences, remarksOn, remarksOnProduct, sessionStates, strategies } from '../engine/index.ts';
import { selectTitle } from '../lab/selectors.ts';
import { choicesOf, strategyOf } from '../lab/strategyOf.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuLabel } from '../ui/Menu.tsx';
import { WithCode } from '../ui/WithCode.tsx';
import styles from './Controls.module.css';
import { Options } from './Options.tsx';

export function StrategyPicker() {
  const lab = useLab();
  const strategy = strategyOf(choicesOf(useLabState((state) => state.scenario)));
  const name = strategy?.name ?? 'Your own mix';
  const trigger = (
    <Button look="solid" className={styles['strategy']} aria-label={`Strategy: ${name}`}>
      {name} <ChevronDown aria-hidden="true" />
    </Button>
  );
  return (
    <Labelled label="strategy">
      <Menu trigger={trigger}>
        <MenuLabel>The same people and servers, under</MenuLabel>
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
  const says = strategyOf(choices)?.says ?? remarksOn(choices)[0] ?? 'Your own mix of the three answers.';
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

export function AxisPickers() {
  const lab = useLab();
  const { balancing, persistence, sessionState } = choicesOf(useLabState((state) => state.scenario));
  return (
    <fieldset className={styles['axes']} aria-label="Mix: three questions, three answers">
      <AxisPicker
        axis="Balancing"
        label="who is next"
        question="How is a server picked when nothing binds the request?"
        chosen={balancing.id}
        modules={balancings}
        onChoose={(id) => void lab.choose({ balancing: { id } })}
      />
      <AxisPicker
        axis="Persistence"
        label="how it sticks"
        question="How is someone who comes back recognised?"
        chosen={persistence.id}
        modules={persistences}
        onChoose={(id) => void lab.choose({ persistence: { id } })}
      />
      <AxisPicker
        axis="Session state"
        label="where sessions live"
        question="Where does what we know about them live?"
        chosen={sessionState.id}
        modules={sessionStates}
        onChoose={(id) => void lab.choose({ sessionState: { id } })}
      />
      <Options />
    </fieldset>
  );
}

interface AxisPickerProps {
  readonly axis: string;
  /** The question, in as many words as fit above the button. */
  readonly label: string;
  readonly question: string;
  readonly chosen: string;
  readonly modules: readonly { readonly id: string; readonly about: About }[];
  readonly onChoose: (id: string) => void;
}

function AxisPicker({ axis, label, question, chosen, modules, onChoose }: AxisPickerProps) {
  const name = modules.find(({ id }) => id === chosen)?.about.name ?? chosen;
  const trigger = (
    <Button aria-label={`${axis}: ${name}`} className={styles['axis']}>
      {name} <ChevronDown aria-hidden="true" />
    </Button>
  );
  return (
    <Labelled label={label}>
      <Menu trigger={trigger}>
        <MenuLabel>{question}</MenuLabel>
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
