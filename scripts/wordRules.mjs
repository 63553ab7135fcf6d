/**
 * The rule that keeps the page's words in one place: no text of a person's language in JSX, and none in the attributes that
 * are read out or shown, outside of src/language. `checkWords.mjs` runs it over src/.
 */
import { parseSync } from 'vite';

const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'aria-roledescription',
  'title',
  'alt',
  'placeholder',
  'label',
]);

/** What is no word: punctuation, numbers, arrows, single letters. */
const isWord = (/** @type {string} */ text) => /\p{L}{2,}/u.test(text);

/** Units and marks that are the same in every language. */
const UNIVERSAL = /^(?:ms|s|min|kB|MB|Esc|LB|GET|POST|UP|DOWN)$/;

/**
 * @param {string} path
 * @param {string} text
 * @returns {string[]} one line for each word that stands where it should not
 */
export function wordsIn(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) return [`${path}: does not parse`];
  /** @type {string[]} */
  const problems = [];
  const line = (/** @type {number} */ offset) => text.slice(0, offset).split('\n').length;
  const report = (/** @type {{ start: number }} */ node, /** @type {string} */ found) => {
    const words = found.trim().replace(/\s+/g, ' ');
    if (isWord(words) && !UNIVERSAL.test(words))
      problems.push(`${path}:${line(node.start)}: “${words.slice(0, 60)}” belongs into src/language`);
  };
  visit(program, (node) => {
    if (node.type === 'JSXText') report(node, node.value);
    if (node.type === 'JSXAttribute' && SPOKEN.has(nameOf(node.name)))
      for (const one of literalsIn(node.value)) report(one, one.text);
    if (node.type === 'JSXExpressionContainer' && node.isChild)
      for (const one of literalsIn(node)) report(one, one.text);
  });
  return problems;
}

const nameOf = (/** @type {any} */ name) =>
  name.type === 'JSXNamespacedName' ? `${name.namespace.name}-${name.name.name}` : name.name;

/**
 * Texts that an expression can come to: through conditions and concatenation, not through calls.
 * @param {any} node
 * @returns {{ start: number, text: string }[]}
 */
function literalsIn(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ start: node.start, text: node.value }] : [];
    case 'TemplateLiteral':
      return [{ start: node.start, text: node.quasis.map((/** @type {any} */ quasi) => quasi.value.cooked).join(' ') }];
    case 'JSXExpressionContainer':
      return literalsIn(node.expression);
    case 'ConditionalExpression':
      return [...literalsIn(node.consequent), ...literalsIn(node.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.type === 'BinaryExpression' && node.operator !== '+'
        ? []
        : [...literalsIn(node.left), ...literalsIn(node.right)];
    default:
      return [];
  }
}

/**
 * @param {any} node
 * @param {(node: any) => void} see
 */
function visit(node, see) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const one of node) visit(one, see);
    return;
  }
  if (typeof node.type !== 'string') return;
  if (node.type === 'JSXElement' || node.type === 'JSXFragment')
    for (const child of node.children) child.isChild = true;
  see(node);
  for (const [key, value] of Object.entries(node)) if (key !== 'type') visit(value, see);
}
