/** Why did the request go there? The steps of the decision, as those who decided noted them. */
import type { FinishedRequest } from '../engine/index.ts';
import { Defined } from '../glossary/Term.tsx';
import type { LabState } from '../lab/labState.ts';
import { selectPersonSelected } from '../lab/selectors.ts';
import { causesBefore, causesText, isTurn } from '../lab/stepText.ts';
import { useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Inspect.module.css';
import { Steps } from './Steps.tsx';

const said = words.inspect.why;

export function WhyRequest() {
  const explanation = useLabState((state) => state.explanation);
  const isPinned = useLabState((state) => state.isPinned);
  const name = useLabState(nameOf);
  const hasNewer = useLabState(
    (state) =>
      state.explanation !== null && selectPersonSelected(state)?.lastRequest !== state.explanation.request.request,
  );
  const isAttacker = useLabState((state) => selectPersonSelected(state)?.isAttacker ?? false);
  if (explanation === null) return <p className={styles['hint']}>{(isAttacker ? said.soonOf : said.soon)(name)}</p>;
  const { request, steps, causes } = explanation;
  const before = causesBefore(causes);
  const moment = seconds(request.atMs);
  return (
    <>
      <div className={styles['request']}>
        <p>
          <code>
            {request.method} {request.url}
          </code>{' '}
          {isPinned && hasNewer ? <strong>{said.keptFrom(moment)}</strong> : said.at(moment)} · {outcomeText(request)}
        </p>
        {steps.some(isTurn) ? (
          <Defined term={said.turn} says={said.turnSays}>
            <span aria-hidden="true">●</span> {said.turn}
          </Defined>
        ) : null}
      </div>
      {before.length > 0 ? <p className={styles['causes']}>{causesText(before)}</p> : null}
      <Steps steps={steps} />
    </>
  );
}

const nameOf = (state: LabState): string => selectPersonSelected(state)?.name ?? said.nobody;

export function requestTitle(state: LabState): string {
  const name = nameOf(state);
  if (state.explanation === null) return said.wentThere(name);
  const { server } = state.explanation.request;
  return server === null ? said.failed(name) : said.wentTo(name, server);
}

function outcomeText({ outcome, itemsLost, status, latencyMs }: FinishedRequest): string {
  switch (outcome) {
    case 'served':
      return said.outcomes.served(Math.round(latencyMs));
    case 'session-lost':
      return said.outcomes['session-lost'](itemsLost);
    case 'unavailable':
      return said.outcomes.unavailable(status);
    case 'expired':
    case 'stale-read':
    case 'lost-update':
    case 'token-rejected':
    case 'revoked-but-served':
    case 'hijacked':
      return said.outcomes[outcome];
  }
}

const STALE_MS = 10_000;

/** Kept, while the person has gone on for long or has done something that a reader asked for. */
export function hasGoneOn(state: LabState): boolean {
  const { explanation, isPinned, record, snapshot } = state;
  if (!isPinned || explanation === null || snapshot === null) return false;
  const { request, person, atMs, latencyMs } = explanation.request;
  if (selectPersonSelected(state)?.lastRequest === request) return false;
  if (snapshot.atMs - atMs - latencyMs >= STALE_MS) return true;
  return record.happenings.some(
    (one) =>
      (one.kind === 'network-changed' || one.kind === 'client-changed') && one.person === person && one.atMs > atMs,
  );
}
