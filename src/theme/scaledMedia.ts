/**
 * Lets the page's shape follow the text size that is set in the lab. `rem` in a media query is the browser's type, whatever
 * the root has been set to; so the queries of the page's own style sheets are rewritten: at 200 % a screen of 1440 px is laid
 * out as one of 720 px, as if the browser itself had been zoomed.
 */
const ORIGINALS = new WeakMap<CSSMediaRule, string>();

export function scaleMedia(root: Document, scale: number): void {
  for (const sheet of root.styleSheets) {
    try {
      scaleRules(sheet.cssRules, scale);
    } catch {
      // A style sheet from elsewhere, put in by an extension: not ours to read.
    }
  }
}

/** Keeps doing so for style sheets that come later, with parts of the page that are loaded when needed. */
export function watchMedia(root: Document, scale: number): () => void {
  scaleMedia(root, scale);
  const again = (): void => scaleMedia(root, scale);
  const observer = new MutationObserver(again);
  observer.observe(root.head, { childList: true });
  // A linked sheet has no rules before it is there; `load` does not bubble.
  root.addEventListener('load', again, true);
  return () => {
    observer.disconnect();
    root.removeEventListener('load', again, true);
  };
}

function scaleRules(rules: CSSRuleList, scale: number): void {
  for (const rule of rules) {
    if (!(rule instanceof CSSMediaRule)) continue;
    const original = ORIGINALS.get(rule) ?? rule.media.mediaText;
    ORIGINALS.set(rule, original);
    const scaled = scaledQuery(original, scale);
    if (rule.media.mediaText !== scaled) rule.media.mediaText = scaled;
    scaleRules(rule.cssRules, scale);
  }
}

/** `(min-width: 72rem)` at 1.5 is `(min-width: 108rem)`. */
export const scaledQuery = (query: string, scale: number): string =>
  scale === 1 ? query : query.replace(/(\d*\.?\d+)rem\b/g, (_, size: string) => `${Number(size) * scale}rem`);
