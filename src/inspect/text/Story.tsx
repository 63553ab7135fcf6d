/** The narration: the scene, what has happened beat by beat, and how things stand. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Explanation, Snapshot } from '../../engine/index.ts';
import { beatOf } from '../../lab/narration.ts';
import { presentServers } from '../../lab/present.ts';
import type { RunEvent } from '../../lab/reading.ts';
import { choicesOf } from '../../lab/strategyOf.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { seconds, tellingOf } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { sceneText } from './scene.ts';
import { showRequest } from './showRequest.ts';
import { standText } from './stand.ts';
import { type Beat, beatsOf, isWorthExplaining, type Sentence } from './story.ts';
import styles from './Text.module.css';
import { useEvents } from './useEvents.ts';
import { useFollowing } from './useFollowing.ts';

/** Events of a story that are told at first, and so many more each time. */
const TOLD = 120;

export function Story() {
  const lab = useLab();
  const person = useLabState((state) => state.selectedPerson);
  const [limit, setLimit] = useState(TOLD);
  const filter = { person: null, server: null, kind: null, isHarm: false, storyOf: person ?? '' };
  const page = useEvents(filter, { from: 'last', limit });
  const events = page?.events;
  const explained = useExplained(events, person);
  const snapshot = useLabState((state) => state.snapshot);
  const scenario = useLabState((state) => state.scenario);
  const names = useLabState((state) => state.snapshot?.people.map(({ name }) => name).join());
  // biome-ignore lint/correctness/useExhaustiveDependencies: names say when the people have changed
  const telling = useMemo(() => tellingOf(snapshot), [names]);
  const beats = useMemo(
    () => beatsOf({ events: events ?? [], person, telling, choices: choicesOf(scenario), explained }),
    [events, person, telling, scenario, explained],
  );
  const scroll = useFollowing(beats.at(-1)?.key ?? 0);
  return (
    <div className={styles['scroll']} ref={scroll} tabIndex={0} role="region" aria-label={words.text.story}>
      <h3>{words.text.scene}</h3>
      <p>{sceneText(scenario)}</p>
      {page !== null && page.from > 0 ? (
        <Button onClick={() => setLimit(limit + TOLD)}>{words.text.earlierBeats}</Button>
      ) : null}
      {beats.length === 0 ? <p>{words.text.nothing}</p> : null}
      <ol className={styles['beats']} aria-label={words.text.story}>
        {beats.map((beat) => (
          <BeatItem key={beat.key} beat={beat} nameOf={telling.nameOf} onSeek={(ms) => void lab.seek(ms)} />
        ))}
      </ol>
      <h3>{words.text.now}</h3>
      <Now snapshot={snapshot} />
    </div>
  );
}

interface BeatItemProps {
  readonly beat: Beat;
  readonly nameOf: (id: string) => string;
  readonly onSeek: (ms: number) => void;
}

function BeatItem({ beat, nameOf, onSeek }: BeatItemProps) {
  const moment = seconds(beat.atMs);
  return (
    <li>
      <Button
        look="plain"
        className={styles['moment']}
        aria-label={words.text.seek(moment)}
        onClick={() => onSeek(beat.atMs)}
      >
        {moment}
      </Button>
      <p>
        {beat.sentences.map((sentence) => (
          <Said key={sentence.text} sentence={sentence} nameOf={nameOf} />
        ))}
      </p>
    </li>
  );
}

function Said({ sentence, nameOf }: { readonly sentence: Sentence; readonly nameOf: (id: string) => string }) {
  const lab = useLab();
  const { text, isHarm, request } = sentence;
  return (
    <>
      {isHarm ? <strong>{text}</strong> : text}{' '}
      {isHarm && request !== null ? (
        <button
          type="button"
          className={styles['why']}
          aria-label={words.text.whyOf(nameOf(request.person), request.request)}
          onClick={() => showRequest(lab, request.request)}
        >
          {words.text.why}
        </button>
      ) : null}{' '}
    </>
  );
}

function Now({ snapshot }: { readonly snapshot: Snapshot | null }) {
  const beat = useLabState(beatOf);
  if (snapshot === null) return null;
  const { store } = snapshot;
  return (
    <>
      <p>{beat}</p>
      <ul className={styles['stand']}>
        {presentServers(snapshot.servers).map((server) => (
          <li key={server.id}>{standText(server)}</li>
        ))}
        {store === null ? null : <li>{words.text.storeNow(store.name, store.sessions.length)}</li>}
      </ul>
    </>
  );
}

/** So many explanations are looked for; each is a replay. */
const MOST_EXPLAINED = 12;

/** The evidence for those requests of the one who is followed that did not go as usual, the latest first. */
function useExplained(
  events: readonly RunEvent[] | undefined,
  person: string | null,
): ReadonlyMap<number, Explanation> {
  const lab = useLab();
  const [explained, setExplained] = useState<ReadonlyMap<number, Explanation>>(new Map());
  const asked = useRef(new Set<number>());

  useEffect(() => {
    const forget = (): void => {
      asked.current = new Set();
      setExplained(new Map());
    };
    // Acting in the past makes other requests of the same numbers.
    return lab.store.subscribe((state, before) => {
      const hasLeftFuture = (state.snapshot?.atMs ?? 0) < (before.snapshot?.atMs ?? 0);
      if (state.scenario !== before.scenario || hasLeftFuture) forget();
    });
  }, [lab]);

  useEffect(() => {
    const wanted = (events ?? [])
      .flatMap((event) => (event.kind === 'request' && event.request.person === person ? [event.request] : []))
      .filter(isWorthExplaining)
      .slice(-MOST_EXPLAINED)
      .filter(({ request }) => !asked.current.has(request));
    const find = async (): Promise<void> => {
      // The run of this moment: of an equal scenario that is started over a hook keeps the old object.
      const { scenario } = lab.store.getState();
      for (const { request } of wanted) {
        asked.current.add(request);
        const explanation = await lab.explain(request);
        if (lab.store.getState().scenario !== scenario) return;
        if (explanation !== null) setExplained((before) => new Map(before).set(request, explanation));
      }
    };
    void find();
  }, [lab, events, person]);
  return explained;
}
