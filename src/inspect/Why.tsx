/** Why did the request go there? The steps of the decision, as those who decided noted them. */
import { Pin, PinOff } from 'lucide-react';
import type { FinishedRequest } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { selectPersonSelected } from '../lab/selectors.ts';
import { causesText, isTurn } from '../lab/stepText.ts';
import { choicesOf } from '../lab/strategyOf.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { counted, seconds } from '../lab/wording.ts';
import { Button } from '../ui/Button.tsx';
import { WithCode } from '../ui/WithCode.tsx';
import { condense } from './condense.ts';
import styles from './Inspect.module.css';

export function Why() {
  const lab = useLab();
  const person = useLabState(selectPersonSelected);
  const explanation = useLabState((state) => state.explanation);
  const isPinned = useLabState((state) => state.isPinned);
  const choices = useLabState((state) => choicesOf(state.scenario));
  const hasMovedOn = useLabState(hasGoneOn);
  const hasNewer = explanation !== null && person !== null && person.lastRequest !== explanation.request.request;
  const name = person?.name ?? 'nobody';

  if (explanation === null) {
    return (
      <section className={styles['column']} aria-labelledby="why">
        <h2 id="why">Why did {name}’s request go there?</h2>
        <p className={styles['hint']}>
          {name}’s next request is explained here, step by step, as soon as it is answered.
        </p>
      </section>
    );
  }
  const { request, steps, causes } = explanation;
  return (
    <section className={styles['column']} aria-labelledby="why">
      <div className={styles['title']}>
        <h2 id="why">{question(name, request)}</h2>
        <Button
          look={hasMovedOn ? 'solid' : 'plain'}
          className={hasMovedOn ? undefined : styles['pin']}
          aria-pressed={isPinned}
          onClick={isPinned ? lab.showLatest : lab.pin}
          title={
            isPinned ? 'Show the latest request, and go on with each new one' : 'Keep this one while the run goes on'
          }
        >
          {isPinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
          {isPinned ? (hasMovedOn ? `show ${name}’s latest` : 'show the latest') : 'keep this one'}
        </Button>
      </div>
      <div className={styles['request']}>
        <p>
          <code>
            {request.method} {request.url}
          </code>{' '}
          {isPinned && hasNewer ? <strong>kept from {seconds(request.atMs)}</strong> : `at ${seconds(request.atMs)}`} ·{' '}
          {outcomeText(request)}
        </p>
        {steps.some(isTurn) ? (
          <span title="From a filled number on, things went another way than the person had left them">❶ a turn</span>
        ) : null}
      </div>
      {causes.length > 0 ? <p className={styles['causes']}>{causesText(causes)}</p> : null}
      <ol className={styles['steps']} tabIndex={0} aria-label="Steps of the decision">
        {condense(steps, choices).map(({ step, title, detail }, index) => (
          <li key={`${step.atMs} ${step.code} ${step.server}`} data-turn={isTurn(step)}>
            <span className={styles['number']}>{index + 1}</span>
            <span className={styles['step']}>
              <WithCode text={title} />
            </span>
            <span className={styles['detail']}>
              <WithCode text={detail} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const STALE_MS = 10_000;

/** Kept, while the person has gone on for long or has done something that a reader asked for. */
function hasGoneOn(state: LabState): boolean {
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

function question(name: string, { server }: FinishedRequest): string {
  return server === null ? `Why did ${name}’s request fail?` : `Why did ${name}’s request go to ${server}?`;
}

function outcomeText({ outcome, itemsLost, status, latencyMs }: FinishedRequest): string {
  switch (outcome) {
    case 'served':
      return `served in ${Math.round(latencyMs)} ms`;
    case 'session-lost':
      return itemsLost > 0 ? `signed out, ${counted(itemsLost, 'item')} gone` : 'signed out';
    case 'expired':
      return 'the session had expired';
    case 'stale-read':
      return 'answered with old data';
    case 'lost-update':
      return 'an earlier change was overwritten';
    case 'unavailable':
      return `error page ${status}`;
    case 'token-rejected':
      return 'what the client carried was refused';
    case 'revoked-but-served':
      return 'served, though signed out everywhere';
    case 'hijacked':
      return 'an attacker was taken for somebody else';
  }
}
