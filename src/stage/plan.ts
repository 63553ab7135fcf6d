/**
 * Who and what stands where. It changes when somebody comes, goes or is chosen, not with each request: what is placed by
 * it is left alone between two states.
 */
import { useMemo, useRef } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import type { LabState } from '../lab/labState.ts';
import { selectPeople, selectServers } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import type { Size } from '../ui/useSize.ts';
import { type Crowd, crowdsOf, type Grouping, MOST_SINGLE_PEOPLE } from './crowds.ts';
import { layoutStage, type StageLayout, seatPeople } from './layout.ts';
import { hueRows } from './personLook.ts';
import { type Routes, routesOf } from './routes.ts';

export interface Plan {
  readonly rem: number;
  readonly layout: StageLayout;
  readonly routes: Routes;
  /** Which person sits where: rows first, then letters or the members of crowds. */
  readonly seats: readonly number[];
  readonly crowds: readonly Crowd[];
  /** Whose colour each person has. */
  readonly hues: readonly number[];
  /** By person: what tokens are lettered and named with. */
  readonly names: readonly string[];
  /** People whose tokens carry their letter. */
  readonly lettered: ReadonlySet<number>;
  /** Ids of the servers that are there, in their order. */
  readonly servers: readonly string[];
  /** Row of the person who is followed, or -1. */
  readonly selected: number;
}

export function usePlan(size: Size, grouping: Grouping): Plan {
  const present = useLabState(selectPresent);
  const hues = useLabState(selectHues);
  const names = useLabState(selectNames);
  const servers = useLabState(selectServerIds);
  const selected = useLabState(selectRowSelected);
  const hasStore = useLabState(({ snapshot }) => snapshot !== null && snapshot.store !== null);
  const isBalancerFull = useLabState(
    ({ snapshot }) => snapshot !== null && (snapshot.persistence.rowCount > 0 || snapshot.balancing.kind === 'ring'),
  );
  const crowds = useCrowds(grouping);
  // As text it is the same as long as nobody comes, leaves or changes crowds.
  const crowdSizes = crowds.map((crowd) => crowd.people.length).join();
  const { length: people } = present;
  const { length: serverCount } = servers;
  const layout = useMemo(() => {
    const sizes = crowdSizes === '' ? [] : crowdSizes.split(',').map(Number);
    return layoutStage(size, { people, crowds: sizes, servers: serverCount, hasStore, isBalancerFull });
  }, [size, people, crowdSizes, serverCount, hasStore, isBalancerFull]);
  const routes = useMemo(() => routesOf(layout), [layout]);
  const seats = useMemo(() => {
    const members = crowds.flatMap((crowd) => crowd.people);
    if (crowds.length > 0) return [selected < 0 ? (present[0] ?? 0) : selected, ...members];
    return seatPeople(present, selected, layout.rows.length);
  }, [crowds, present, selected, layout.rows.length]);
  const lettered = useMemo(() => new Set(seats.slice(0, layout.rows.length)), [seats, layout.rows.length]);
  const { rem } = size;
  return useMemo(
    () => ({ rem, layout, routes, seats, crowds, hues, names, lettered, servers, selected }),
    [rem, layout, routes, seats, crowds, hues, names, lettered, servers, selected],
  );
}

/** The same crowds, and the same array of them, as long as the same people are in them. */
function useCrowds(grouping: Grouping): readonly Crowd[] {
  const kept = useRef<readonly Crowd[]>(NO_CROWDS);
  return useLabState((state) => {
    const present = selectPresent(state);
    if (present.length <= MOST_SINGLE_PEOPLE) return NO_CROWDS;
    const crowds = crowdsOf(selectPeople(state), present, grouping, selectServerIds(state));
    kept.current = crowds.map((crowd, index) => {
      const old = kept.current[index];
      return old?.id === crowd.id && old.name === crowd.name && isSame(old.people, crowd.people) ? old : crowd;
    });
    return kept.current;
  });
}

const NO_CROWDS: readonly Crowd[] = [];

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((row, index) => row === b[index]);

/** Worked out once for each state, however many ask. */
function ofPeople<Found>(find: (people: readonly PersonSnapshot[]) => Found): (state: LabState) => Found {
  const found = new WeakMap<readonly PersonSnapshot[], { readonly value: Found }>();
  return (state) => {
    const people = selectPeople(state);
    const known = found.get(people) ?? { value: find(people) };
    found.set(people, known);
    return known.value;
  };
}

/** Rows of those who are there. */
export const selectPresent = ofPeople((people) => people.flatMap(({ isActive }, row) => (isActive ? [row] : [])));
const selectHues = ofPeople(hueRows);
export const selectNames = ofPeople((people) => people.map(({ name }) => name));
/** Whether sessions travel with anybody. */
export const selectCarriesSessions = ofPeople((people) => people.some(({ carriesSession }) => carriesSession));

const selectServerIds = (state: LabState): readonly string[] => selectServers(state).map(({ id }) => id);

const selectRowSelected = (state: LabState): number =>
  selectPeople(state).findIndex(({ id }) => id === state.selectedPerson);
