/** People, servers and work that a run starts with; nothing happens before it is started over with them. */
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { BEHAVIOURS, NETWORKS } from '../../engine/index.ts';
import { MOST_GROUPS, MOST_PEOPLE } from '../../lab/pictureLimits.ts';
import { editsOf, nextGroup, problemOf, type ScenarioEdits, withEdits } from '../../lab/scenarioEdits.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { OptionField, readFields } from '../OptionField.tsx';
import styles from './Scenario.module.css';
import { BALANCER_FIELDS, GROUP_FIELDS, groupFieldName, nameOfValue, START_FIELDS } from './startFields.ts';

const said = words.scenario;

export function StartForm() {
  const lab = useLab();
  const scenario = useLabState((state) => state.scenario);
  const edits = editsOf(scenario);
  /** Each group keeps its number, so that the fields of the others stay as they were filled in. */
  const [groups, setGroups] = useState(edits.people.map((group, number) => ({ number, group })));
  const [problem, setProblem] = useState<string | null>(null);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = readFields(form, START_FIELDS);
    const balancing = readFields(form, BALANCER_FIELDS);
    const people = groups.map(({ number }) => readFields(form, GROUP_FIELDS, (name) => groupFieldName(number, name)));
    if (given === null || balancing === null || people.some((group) => group === null)) return;
    const wanted = {
      ...given,
      ...balancing,
      balancers: Number(balancing['balancers']),
      people: people.map((group) => peopleGroup(group ?? {})),
    } as unknown as ScenarioEdits;
    const misfit = problemOf(wanted);
    setProblem(misfit === null ? null : said.problems[misfit.kind](MOST_PEOPLE));
    if (misfit === null) void lab.startWith(withEdits(scenario, wanted));
  };

  return (
    <form className={styles['part']} onSubmit={submit} noValidate>
      <h2>{said.people}</h2>
      {groups.map(({ number, group }, index) => (
        <fieldset key={number} className={styles['group']}>
          <legend>{said.group(index)}</legend>
          {Object.entries(GROUP_FIELDS).map(([name, option]) => (
            <OptionField
              key={name}
              name={groupFieldName(number, name)}
              label={said.fields[name as keyof typeof GROUP_FIELDS]}
              option={option}
              given={name === 'blocksCookies' ? group.cookies === 'blocked' : group[name as 'count']}
              nameOf={nameOfValue}
            />
          ))}
          {groups.length === 1 ? null : (
            <Button
              look="plain"
              className={styles['remove']}
              aria-label={said.removeGroup(index)}
              title={said.removeGroup(index)}
              onClick={() => setGroups(groups.filter((one) => one.number !== number))}
            >
              <X aria-hidden="true" />
            </Button>
          )}
        </fieldset>
      ))}
      <Button
        disabled={groups.length >= MOST_GROUPS}
        onClick={() =>
          setGroups([
            ...groups,
            {
              number: Math.max(...groups.map(({ number }) => number)) + 1,
              group: nextGroup(
                groups.map(({ group }) => group),
                BEHAVIOURS,
              ),
            },
          ])
        }
      >
        <Plus aria-hidden="true" /> {said.addGroup}
      </Button>
      <h2>{said.serversAndWork}</h2>
      {Object.entries(START_FIELDS).map(([name, option]) => (
        <OptionField
          key={name}
          name={name}
          label={said.fields[name as keyof typeof START_FIELDS]}
          option={option}
          given={edits[name as keyof typeof START_FIELDS]}
        />
      ))}
      <h2>{said.balancers}</h2>
      {Object.entries(BALANCER_FIELDS).map(([name, option]) => (
        <OptionField
          key={name}
          name={name}
          label={said.fields[name as keyof typeof BALANCER_FIELDS]}
          option={option}
          given={edits[name as keyof typeof BALANCER_FIELDS]}
          nameOf={nameOfValue}
        />
      ))}
      <p className={styles['note']}>{said.balancersSay}</p>
      {problem === null ? null : <p role="alert">{problem}</p>}
      <p className={styles['note']}>{said.restarts}</p>
      <Button type="submit" look="solid" className={styles['take']}>
        {said.start}
      </Button>
    </form>
  );
}

function peopleGroup({ count, behaviour, network, blocksCookies }: Readonly<Record<string, unknown>>) {
  return {
    count: Number(count),
    behaviour: BEHAVIOURS.find((one) => one === behaviour) ?? 'shopper',
    network: NETWORKS.find((one) => one === network) ?? 'home',
    ...(blocksCookies === true ? { cookies: 'blocked' as const } : {}),
  };
}
