/** Where does this session live, since when, and how often is it there? */
import { sessionStates } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { selectPersonSelected } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { counted, seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Inspect.module.css';

const said = words.inspect.whySession;

export const sessionTitle = (state: LabState): string =>
  said.title(selectPersonSelected(state)?.name ?? words.inspect.why.nobody);

export function WhySession() {
  const lines = useLabState(sessionLines);
  return (
    <ul className={styles['facts']} tabIndex={0} aria-label={useLabState(sessionTitle)}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function sessionLines(state: LabState): readonly string[] {
  const { snapshot, scenario } = state;
  const person = selectPersonSelected(state);
  if (snapshot === null || person === null) return [];
  if (!person.believesSignedIn) return [said.noSession(person.name)];
  const row = snapshot.people.indexOf(person);
  const servers = snapshot.servers.filter(({ sessions }) => sessions.includes(row)).map(({ id }) => id);
  const isInStore = snapshot.store?.sessions.includes(row) ?? false;
  const cookieName = sessionStates.find(({ id }) => id === scenario.sessionState.id)?.cookieName ?? '';
  const lines: string[] = [];
  if (servers.length > 0) lines.push(said.inMemory(servers.join(', ')));
  if (isInStore) lines.push(said.inStore(snapshot.store?.name ?? ''));
  if (person.carriesSession) lines.push(said.withPerson(cookieName));
  if (lines.length === 0) lines.push(said.gone(person.homeServer));
  else if (servers.length === 1 && !isInStore && !person.carriesSession) lines.push(said.nowhereElse);
  if (servers.length > 1) lines.push(said.copies(servers.length));
  if (person.sessionSinceMs !== null) lines.push(said.since(seconds(person.sessionSinceMs)));
  if (person.homeServer !== null) lines.push(said.home(person.homeServer));
  lines.push(said.items(counted(person.believesItems, 'item')));
  if (person.hijacks > 0) lines.push(said.stolen(person.hijacks));
  return lines;
}
