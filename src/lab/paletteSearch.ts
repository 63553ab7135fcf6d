/** Finding by typing: which words of a text a query means, and how well. Pure. */

/** "steal Ada’s cookie" → steal, ada, cookie */
export function tokensOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[’']s\b/g, '')
    .split(/[^\p{L}\p{N}×.-]+/u)
    .filter((token) => token !== '');
}

const IN_NAME = 4;
const IN_NAME_WHOLE = 6;
const ELSEWHERE = 1;

/** How well a text answers a query; 0 if a word of the query is nowhere in it. Each word may be cut short. */
export function scoreOf(query: readonly string[], name: readonly string[], more: readonly string[] = []): number {
  let score = 0;
  for (const token of query) {
    if (name.includes(token)) score += IN_NAME_WHOLE;
    else if (name.some((word) => word.startsWith(token))) score += IN_NAME;
    else if (more.some((word) => word.startsWith(token))) score += ELSEWHERE;
    else return 0;
  }
  // Of two that match alike the one that says less beside it.
  return score + 1 / (1 + name.length);
}
