/** What kind of person somebody is: what they do on a site, in which order, and how long they think. All of it is data. */
import type { Lognormal } from '../random.ts';

export interface BehaviourAbout {
  /** "Shopper": how people call it. */
  readonly name: string;
  /** One line for the picker. */
  readonly says: string;
  /** Where its figures come from. */
  readonly source: string;
}

export interface Behaviour {
  readonly id: string;
  readonly about: BehaviourAbout;
  readonly host: string;
  /** What a session of theirs counts: "item in the cart"; and whether each is kept by itself, or only their number. */
  readonly counts: { readonly one: string; readonly many: string; readonly isList: boolean };
  /** During a visit: wishes (of `WISH`), each with the upper end of its share; the last reaches to 1. */
  readonly during: readonly { readonly wish: number; readonly upTo: number }[];
  /** How a visit ends; the last wish is the sign-out. */
  readonly ends: readonly number[];
  /** Pause between two wishes: so many times the scenario's `thinkMs`, spread around that. */
  readonly thinks: number;
  readonly thinkSpread: Lognormal;
  /** Length of a visit: so many times the scenario's `visitRequests`. */
  readonly visitTimes: number;
  /** Between two visits: so many pauses. */
  readonly awayThinks: number;
  /** From an answer to the next act at the earliest, in µs. */
  readonly reactionUs: number;
  /** An answer later than this is of no use any more, in µs; infinite where it always is. */
  readonly lateUs: number;
  /** Whether all of a group work in one session, a document, that nobody's sign-out ends. */
  readonly isShared: boolean;
}

/** "3 items in the cart": so much of what a session of theirs counts. */
export const countedOf = ({ counts: { one, many } }: Pick<Behaviour, 'counts'>, count: number): string =>
  `${count} ${count === 1 ? one : many}`;
