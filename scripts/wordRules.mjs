/**
 * The rule that keeps the page's words in one place: no text of a person's language in JSX, none in the attributes that
 * are read out or shown, and no two words in a row in any other string, outside of src/language. `checkWords.mjs` runs it
 * over the folders of the page.
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

/** Two words in a row are a sentence, or a piece of one. */
const isSentence = (/** @type {string} */ text) => /\p{L}{2,}[,:;]? \p{L}{2,}/u.test(text);

/** Strings for the browser and not for people: selectors, media queries, fonts, names of events; and what only builders see. */
const FOR_THE_BROWSER = /^\(|\bpx\b|px |\[role|^(?:input|select|textarea|button|summary|a)(?:[,: ]|$)|^end interrupt$/;
const UNSEEN_CALLS = new Set(['NewExpression', 'ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']);

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
  visit(program, (node, parent) => {
    if ((node.type === 'Literal' || node.type === 'TemplateLiteral') && !UNSEEN_CALLS.has(parent))
      for (const one of literalsIn(node))
        if (isSentence(one.text) && !FOR_THE_BROWSER.test(one.text.trim())) report(one, one.text);
    if (node.type === 'JSXText') report(node, String(node['value']));
    if (node.type === 'JSXAttribute' && SPOKEN.has(nameOf(node['name'])))
      for (const one of literalsIn(node['value'])) report(one, one.text);
    if (node.type === 'JSXExpressionContainer' && (parent === 'JSXElement' || parent === 'JSXFragment'))
      for (const one of literalsIn(node)) report(one, one.text);
  });
  // A sentence in JSX is found both ways.
  return [...new Set(problems)];
}

/**
 * @typedef {{ readonly type: string, readonly start: number, readonly [key: string]: unknown }} Node
 * @param {unknown} value
 * @returns {value is Node}
 */
const isNode = (value) =>
  typeof value === 'object' && value !== null && typeof (/** @type {{ type?: unknown }} */ (value).type) === 'string';

/**
 * "aria-label" of an attribute.
 * @param {unknown} name
 * @returns {string}
 */
function nameOf(name) {
  if (!isNode(name)) return '';
  return name.type === 'JSXNamespacedName'
    ? `${nameOf(name['namespace'])}-${nameOf(name['name'])}`
    : String(name['name']);
}

/**
 * Texts that an expression can come to: through conditions and concatenation, not through calls.
 * @param {unknown} node
 * @returns {{ start: number, text: string }[]}
 */
function literalsIn(node) {
  if (!isNode(node)) return [];
  const { start } = node;
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [{ start, text: node['value'] }] : [];
    case 'TemplateLiteral': {
      const quasis = /** @type {{ value: { cooked: string } }[]} */ (node['quasis']);
      return [{ start, text: quasis.map(({ value }) => value.cooked).join(' ') }];
    }
    case 'JSXExpressionContainer':
      return literalsIn(node['expression']);
    case 'ConditionalExpression':
      return [...literalsIn(node['consequent']), ...literalsIn(node['alternate'])];
    case 'BinaryExpression':
      return node['operator'] === '+' ? [...literalsIn(node['left']), ...literalsIn(node['right'])] : [];
    case 'LogicalExpression':
      return [...literalsIn(node['left']), ...literalsIn(node['right'])];
    default:
      return [];
  }
}

/**
 * The tree is large and of many shapes: what is not a node, or a list of some, is passed over.
 * @param {unknown} value
 * @param {(node: Node, parent: string) => void} see
 * @param {string} [parent] the type of the node that it stands in
 */
function visit(value, see, parent = '') {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, see, parent);
    return;
  }
  if (!isNode(value)) return;
  see(value, parent);
  const { type, ...parts } = value;
  for (const part of Object.values(parts)) visit(part, see, type);
}
