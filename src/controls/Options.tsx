/** The options of the three modules in force, made from their own descriptions. */
import { SlidersHorizontal } from 'lucide-react';
import type { OptionDescriptions } from '../engine/index.ts';
import { balancings, persistences, sessionStates } from '../engine/index.ts';
import { type Axis, choicesOf } from '../lab/strategyOf.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import styles from './Controls.module.css';
import { OptionField } from './OptionField.tsx';

const said = words.scenario.options;

interface Described {
  readonly id: string;
  readonly about: { readonly name: string };
  readonly options: OptionDescriptions;
}

const REGISTRIES: readonly (readonly [axis: Axis, modules: readonly Described[]])[] = [
  ['balancing', balancings],
  ['persistence', persistences],
  ['sessionState', sessionStates],
];

export function Options() {
  const lab = useLab();
  const choices = choicesOf(useLabState((state) => state.scenario));
  const inForce = REGISTRIES.flatMap(([axis, modules]) => {
    const found = modules.find(({ id }) => id === choices[axis].id);
    return found === undefined ? [] : [{ axis, module: found, names: Object.keys(found.options) }];
  });
  const trigger = (
    <Button className={styles['axis']} aria-label={said.title} title={said.title}>
      <SlidersHorizontal aria-hidden="true" /> {said.open}
    </Button>
  );
  return (
    <Popover trigger={trigger} label={said.title}>
      <div className={styles['options']}>
        {inForce.every(({ names }) => names.length === 0) ? <p>{said.none}</p> : null}
        {inForce.map(({ axis, module, names }) =>
          names.length === 0 ? null : (
            <fieldset key={axis}>
              <legend>{module.about.name}</legend>
              {Object.entries(module.options).map(([name, option]) => (
                <OptionField
                  key={name}
                  name={name}
                  option={option}
                  given={choices[axis][name]}
                  onChange={(value) => void lab.choose({ [axis]: { ...choices[axis], [name]: value } })}
                />
              ))}
            </fieldset>
          ),
        )}
        <p className={styles['note']}>{said.restarts}</p>
      </div>
    </Popover>
  );
}
