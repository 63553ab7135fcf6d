import type { ComponentProps } from 'react';
import styles from './Button.module.css';

type Look = 'outline' | 'solid' | 'plain' | 'round';

/** One button for the whole page; `look` is how loud it is. */
export function Button({
  look = 'outline',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: Look }) {
  const names = [styles['button'], styles[look], className].filter(Boolean).join(' ');
  return <button type={type} className={names} {...rest} />;
}
