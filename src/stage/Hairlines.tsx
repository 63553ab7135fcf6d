/** The ways that requests take, drawn once and thinly. */
import { memo } from 'react';
import { selectServers } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { type Curve, pointOn, svgPath } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import type { Routes } from './routes.ts';
import styles from './Stage.module.css';

interface HairlinesProps {
  readonly layout: StageLayout;
  readonly routes: Routes;
}

export const Hairlines = memo(function Hairlines({ layout, routes }: HairlinesProps) {
  const dead = useLabState((state) => selectServers(state).map(({ process }) => process === 'dead'));
  const cuts = useLabState((state) => selectServers(state).map(({ cutFrom }) => cutFrom));
  return (
    <svg className={styles['hairlines']} width="100%" height={layout.height} aria-hidden="true">
      {routes.hairlines.map((curve) => (
        <path key={svgPath(curve)} d={svgPath(curve)} />
      ))}
      {routes.rackFlows.map((curve) => (
        <path key={svgPath(curve)} d={svgPath(curve)} />
      ))}
      {(layout.racks.length === 0 ? routes.inner : []).map((curve, index) => (
        <Link
          key={svgPath(curve)}
          curve={curve}
          isDead={dead[index] === true}
          isCut={cuts[index]?.includes('load-balancer') === true}
        />
      ))}
      {routes.toStore.map((curve, index) => (
        <Link
          key={svgPath(curve)}
          curve={curve}
          isDead={layout.racks.length === 0 && dead[index] === true}
          isCut={layout.racks.length === 0 && cuts[index]?.includes('store') === true}
        />
      ))}
    </svg>
  );
});

interface LinkProps {
  readonly curve: Curve;
  readonly isDead: boolean;
  readonly isCut: boolean;
}

/** A way to a dead server is dashed; one that is cut shows where. */
function Link({ curve, isDead, isCut }: LinkProps) {
  const { x, y } = pointOn(curve, 0.6);
  return (
    <>
      <path d={svgPath(curve)} data-dead={isDead} />
      {isCut ? (
        <g className={styles['cut']} transform={`translate(${x} ${y})`}>
          <circle r="7" />
          <path d="M-5,6L1,-6M-1,6L5,-6" />
        </g>
      ) : null}
    </>
  );
}
