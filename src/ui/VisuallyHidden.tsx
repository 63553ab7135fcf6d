import type { ComponentProps } from 'react';
import styles from './VisuallyHidden.module.css';

/** For those who listen: there, but not drawn. */
export function VisuallyHidden(props: ComponentProps<'span'>) {
  return <span className={styles['hidden']} {...props} />;
}
