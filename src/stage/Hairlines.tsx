/** The ways that requests take, drawn once and thinly. */
import type { ServerSnapshot } from '../engine/index.ts';
import { svgPath } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import type { Routes } from './routes.ts';
import styles from './Stage.module.css';

interface HairlinesProps {
  readonly layout: StageLayout;
  readonly routes: Routes;
  readonly servers: readonly ServerSnapshot[];
}

export function Hairlines({ layout, routes, servers }: HairlinesProps) {
  return (
    <svg className={styles['hairlines']} width="100%" height={layout.height} aria-hidden="true">
      {routes.hairlines.map((curve) => (
        <path key={svgPath(curve)} d={svgPath(curve)} />
      ))}
      {routes.inner.map((curve, index) => (
        <path key={svgPath(curve)} d={svgPath(curve)} data-dead={servers[index]?.process === 'dead'} />
      ))}
      {routes.toStore.map((curve, index) => (
        <path key={svgPath(curve)} d={svgPath(curve)} data-dead={servers[index]?.process === 'dead'} />
      ))}
    </svg>
  );
}
