import { openingScenario } from '../lab/openingScenario.ts';
import { useLabState } from '../lab/useLab.ts';
import styles from './App.module.css';

export function HowToRead() {
  const distanceMs = useLabState((state) => state.scenario.workload.distanceMs);
  const seed = useLabState((state) => state.scenario.seed);
  return (
    <div className={styles['reading']}>
      <h2>How to read this picture</h2>
      <ul>
        <li>
          <strong>Colour is whose session.</strong> The person, their requests and their session share one colour and
          one letter.
        </li>
        <li>
          <strong>A small square is a session</strong>, drawn where it lives: on a server, in a store, or with its
          person. An outline is where one stood: it is gone, and its person does not know it yet. Crossed out: they came
          back, and found out.
        </li>
        <li>
          <strong>A filled dot is a request, a hollow one its answer</strong>; the arrowhead says where it goes. It
          leaves its person, is decided on at the load balancer, is worked on at a server and comes back. The label
          beside it is the clue by which it can be recognised.
        </li>
        <li>
          <strong>A hollow, dashed face is signed out</strong> against their will. An exclamation mark: their last
          request got an error page. “Lost 3 items” stays with those whom it has hit.
        </li>
        <li>
          <strong>On the line of time</strong>, what was done stands above (▼ a kill), each lost session below.
        </li>
        <li>
          <strong>The load balancer believes; it does not know.</strong> Between a death and the checks that notice it,
          people are sent to a server that is not there.
        </li>
        <li>
          <strong>What is drawn longer than it is.</strong> From load balancer to server takes a quarter of a
          millisecond: no eye could follow. The way there and back is drawn within the time that the server works. When
          a request is sent, decided, answered and received is exactly as simulated. The people live an ocean away (
          {distanceMs} ms for each round trip), so that a request can be followed.
        </li>
      </ul>
      <p>
        Nothing is random twice: seed {seed}, same people, same wishes under every strategy.
        {seed === openingScenario.seed
          ? ' The example is chosen: of many seeds, one in which Ada has a cart on s3 when the page opens.'
          : ''}
      </p>
    </div>
  );
}
