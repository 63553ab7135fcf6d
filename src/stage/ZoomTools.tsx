/** Closer, further off, all of it, and finding somebody by name: what a wheel and a pinch do, by button. */
import { Maximize, Minus, Plus, Search } from 'lucide-react';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Scale.module.css';
import type { ZoomHandle } from './useZoom.ts';

/** One press: a little less than a level. */
export const ZOOM_STEP = 1.6;

interface ZoomToolsProps {
  readonly handle: Pick<ZoomHandle, 'zoom'>;
  readonly isClose: boolean;
  readonly style: React.CSSProperties;
  readonly isAcross: boolean;
}

export function ZoomTools({ handle: { zoom }, isClose, style, isAcross }: ZoomToolsProps) {
  const lab = useLab();
  const isSearching = useLabState((state) => state.isSearching);
  const said = words.stage.zoom;
  return (
    <div
      className={styles['tools']}
      style={style}
      data-across={isAcross}
      role="toolbar"
      aria-label={said.tools}
      aria-orientation={isAcross ? 'horizontal' : 'vertical'}
    >
      <Tool says={said.in} onClick={() => zoom.current?.by(ZOOM_STEP)}>
        <Plus aria-hidden="true" />
      </Tool>
      {isClose ? (
        <>
          <Tool says={said.out} onClick={() => zoom.current?.by(1 / ZOOM_STEP)}>
            <Minus aria-hidden="true" />
          </Tool>
          <Tool says={said.all} onClick={() => zoom.current?.fit()}>
            <Maximize aria-hidden="true" />
          </Tool>
        </>
      ) : null}
      <Tool says={said.find} isPressed={isSearching} onClick={() => lab.search(!isSearching)}>
        <Search aria-hidden="true" />
      </Tool>
    </div>
  );
}

interface ToolProps {
  readonly says: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ says, isPressed, onClick, children }: ToolProps) {
  return (
    <Button
      look="plain"
      className={styles['tool']}
      aria-label={says}
      title={says}
      onClick={onClick}
      {...(isPressed === undefined ? {} : { 'aria-expanded': isPressed })}
    >
      {children}
    </Button>
  );
}
