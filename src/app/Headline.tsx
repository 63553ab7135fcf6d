/** One sentence in a place that never grows: what does not fit is there in full on hover, focus or a tap. */
import { useLayoutEffect, useRef, useState } from 'react';
import styles from './App.module.css';

export function Headline({ text }: { readonly text: string }) {
  const sentence = useRef<HTMLParagraphElement>(null);
  const [isCut, setIsCut] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each sentence is measured.
  useLayoutEffect(() => {
    const element = sentence.current;
    if (element === null) return;
    const measure = (): void => {
      // While it is open nothing of it is cut.
      if (!element.matches(':hover, :focus')) setIsCut(element.scrollHeight > element.clientHeight + 1);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [text]);
  return (
    <div className={styles['headline']}>
      <p ref={sentence} data-cut={isCut} {...(isCut ? { tabIndex: 0 } : {})}>
        {text}
      </p>
    </div>
  );
}
