/** The futures of a run beside one another: which there are, what came of each, and going over from one to another. */
import { GitBranch } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { Branch } from '../engine/index.ts';
import { currentBranch } from '../engine/index.ts';
import type { Comparison } from '../lab/createLab.ts';
import { branchName } from '../lab/timeText.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import styles from './Futures.module.css';

/** A person compares; they do not need it anew with every frame. */
const EVERY_MS = 500;

export function Futures() {
  const course = useLabState((state) => state.course);
  const name = useLabState((state) => branchName(currentBranch(state.course), state.course, state));
  if (course.branches.length < 2) return null;
  const trigger = (
    <Button
      className={styles['trigger']}
      aria-label={`${words.time.futures(course.branches.length)}, ${name}`}
      title={words.time.futuresTitle}
    >
      <GitBranch aria-hidden="true" />
      <span>{name}</span>
      <span className={styles['count']}>{course.branches.length}</span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label={words.time.futuresTitle} align="end" side="top">
      <SideBySide />
    </Popover>
  );
}

function SideBySide() {
  const lab = useLab();
  const course = useLabState((state) => state.course);
  const compared = useComparison();
  const group = useId();
  const current = currentBranch(course);
  const countsOf = (id: number) => compared?.branches.find(({ branch }) => branch === id);
  return (
    <div className={styles['futures']}>
      <table>
        <caption>{compared === null ? words.time.computing : words.time.countsAt(seconds(compared.atMs))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.time.future}</th>
            <th scope="col">{words.time.lost}</th>
            <th scope="col">{words.time.itemsLost}</th>
            <th scope="col">{words.time.failed}</th>
            <th scope="col">{words.time.affinity}</th>
          </tr>
        </thead>
        <tbody>
          {course.branches.map((branch) => {
            const counts = countsOf(branch.id);
            const affinity = counts?.affinityRatio ?? null;
            return (
              <tr key={branch.id} data-current={branch.id === course.current}>
                <th scope="row">
                  <label>
                    <input
                      type="radio"
                      name={group}
                      checked={branch.id === course.current}
                      onChange={() => void lab.takeBranch(branch.id)}
                    />
                    {branchName(branch, course, lab.store.getState())}
                  </label>
                </th>
                <td>{counts?.sessionsLost ?? '…'}</td>
                <td>{counts?.itemsLost ?? '…'}</td>
                <td>{counts?.requestsFailed ?? '…'}</td>
                <td>{affinity === null ? '–' : `${(affinity * 100).toFixed(1)} %`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Rename key={current.id} branch={current} />
    </div>
  );
}

function Rename({ branch }: { readonly branch: Branch }) {
  const lab = useLab();
  const course = useLabState((state) => state.course);
  const [text, setText] = useState(branch.name ?? '');
  const give = (): void => {
    if (text !== (branch.name ?? '')) void lab.nameBranch(branch.id, text);
  };
  return (
    <label className={styles['rename']}>
      {words.time.nameOfFuture}
      <input
        type="text"
        maxLength={40}
        value={text}
        placeholder={branchName(branch, course, lab.store.getState())}
        onChange={({ target }) => setText(target.value)}
        onBlur={give}
        onKeyDown={({ key }) => {
          if (key === 'Enter') give();
        }}
      />
    </label>
  );
}

/** The counts at the moment that is shown, asked for again when it is another. */
function useComparison(): Comparison | null {
  const lab = useLab();
  const course = useLabState((state) => state.course);
  const [compared, setCompared] = useState<{ comparison: Comparison; of: typeof course } | null>(null);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let countedAtMs: number | null = null;
    const look = async (): Promise<void> => {
      const atMs = lab.store.getState().snapshot?.atMs ?? null;
      if (atMs !== countedAtMs) {
        const comparison = await lab.compareBranches();
        if (isGone) return;
        if (comparison !== null) {
          countedAtMs = atMs;
          setCompared({ comparison, of: course });
        }
      }
      timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [lab, course]);
  return compared?.of === course ? compared.comparison : null;
}
