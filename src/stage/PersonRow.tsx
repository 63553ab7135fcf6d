/** One person: who, what they believe, and the clue that their next request carries. */
import { type CSSProperties, memo, type ReactNode } from 'react';
import { type PersonSnapshot, sessionStates } from '../engine/index.ts';
import { personThing, thingKey } from '../lab/things.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { isHarmed, NETWORK_NAMES, personText, scarText, standingOf, standingText } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import { Token } from '../ui/Token.tsx';
import type { Rect } from './geometry.ts';
import { type Light, useLight } from './lighting.ts';
import styles from './People.module.css';
import { shapeOf } from './personLook.ts';
import { placed } from './placed.ts';

interface PersonRowProps {
  readonly rect: Rect;
  readonly person: PersonSnapshot;
  /** Whose colour they have: their own, or that of whose account they use. */
  readonly hueRow: number;
  readonly store: string | null;
  readonly isSelected: boolean;
  /** One of several that are selected together. */
  readonly isPicked: boolean;
  readonly light: Light;
  /** Actions on this person. */
  readonly children: ReactNode;
}

export const PersonRow = memo(function PersonRow({
  rect,
  person,
  hueRow,
  store,
  isSelected,
  isPicked,
  light,
  children,
}: PersonRowProps) {
  const lab = useLab();
  const standing = standingOf(person);
  const hasHarm = isHarmed(standing);
  // While the loss is said beside it, the mark of it would only say it twice.
  const scar = standing === 'signed-out' && person.sessionsLost === 1 ? null : scarText(person);
  const hue = sessionHue(hueRow);
  return (
    <div
      className={styles['row']}
      style={{ ...placed(rect), '--hue': hue } as CSSProperties}
      data-hue=""
      data-selected={isSelected}
      data-thing={thingKey(personThing(person))}
      data-picked={isPicked}
      data-standing={standing}
      data-light={light}
    >
      <button
        type="button"
        className={styles['person']}
        aria-label={personText(person, store)}
        aria-pressed={isSelected || isPicked}
        title={`${NETWORK_NAMES[person.network]}, ${person.address}`}
        onClick={() => lab.selectPerson(person.id)}
      >
        <span className={styles['avatar']}>
          <Token
            hue={hue}
            letter={person.name[0]}
            shape={shapeOf(person)}
            size="large"
            state={standing === 'signed-out' || standing === 'expired' ? 'gone' : 'alive'}
          />
        </span>
        <span className={styles['who']}>
          <span className={styles['name']}>
            {person.name}
            <Oddities person={person} />
            {isSelected && scar === null && !isOdd(person) ? (
              <span className={styles['following']}>{words.stage.person.following}</span>
            ) : null}
            {scar === null ? null : <span className={styles['scar']}>{scar}</span>}
          </span>
          <span className={hasHarm ? styles['harm'] : styles['standing']} title={standingText(person)}>
            {standingText(person)}
          </span>
          {isSelected ? <Whereabouts person={person} /> : null}
        </span>
        {person.carriesSession && person.believesSignedIn ? (
          <span className={styles['carried']}>
            <Token hue={hue} letter={person.name[0]} />
          </span>
        ) : null}
        <ClueChip person={person} />
      </button>
      {children}
    </div>
  );
});

/** Beside such words there is no room for another. */
const isOdd = ({ id, account, isAttacker, hasTab }: PersonSnapshot): boolean => isAttacker || hasTab || account !== id;

/** What makes somebody other than a person with one client: said in a word, and by the shape of the mark before it. */
function Oddities({ person: { id, account, isAttacker, hasTab, hijacks } }: { readonly person: PersonSnapshot }) {
  const said = words.stage.person;
  const shown = [
    isAttacker ? said.attacker : '',
    // An attacker's account is the one that is attacked.
    account !== id && !isAttacker ? said.deviceShort : '',
    hasTab ? said.tab : '',
    hijacks > 0 ? said.hijackedShort(hijacks) : '',
  ].filter((text) => text !== '');
  return shown.map((text) => (
    <span key={text} className={styles['oddity']}>
      {text}
    </span>
  ));
}

/** Of who is followed: a new address is seen also where nobody looks at addresses. */
function Whereabouts({ person: { id, network, address } }: { readonly person: PersonSnapshot }) {
  const hasMoved = useLabState((state) => state.record.movers.includes(id));
  const isBlocking = useLabState((state) => state.record.cookieBlockers.includes(id));
  const said = [
    hasMoved ? words.stage.person.nowThere(NETWORK_NAMES[network], address) : '',
    isBlocking ? words.stage.person.blocksCookies : '',
  ];
  const text = said.filter(Boolean).join(' · ');
  return text === '' ? null : <span className={styles['where']}>{text}</span>;
}

function ClueChip({ person }: { readonly person: PersonSnapshot }) {
  const light = useLight((lit) => lit.part === 'clue' && lit.person === person.id);
  const said = clueOf(person);
  return said === null ? null : (
    <span className={styles['chip']} title={person.clue.text} data-light={light}>
      {said}
    </span>
  );
}

function clueOf(person: PersonSnapshot): ReactNode {
  const { kind, text } = person.clue;
  if (text !== '') return <span className={styles['clue']}>{text}</span>;
  if (kind === 'cookie') return <span className={styles['noClue']}>{words.stage.person.noCookie}</span>;
  return person.carriesSession && person.believesSignedIn ? <CarriedChip /> : null;
}

/** The session itself as it stands on the wire, by its beginning. */
function CarriedChip() {
  const text = useLabState(({ scenario }) => {
    const { cookieName, carriedAs } = sessionStates.find(({ id }) => id === scenario.sessionState.id) ?? {};
    if (carriedAs === 'credentials') return 'Basic …';
    return `${cookieName}=${carriedAs === 'jwt' ? 'eyJ' : ''}…`;
  });
  return <span className={styles['clue']}>{text}</span>;
}
