/**
 * What the engine may not touch, found in a syntax tree: anything that would make a run depend on the browser, on its
 * language or on the time of day.
 */

/** These may give other bits in another JavaScript engine, or the time of day; `+ − × ÷`, sqrt and imul do not. */
const EXACT_MATH = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'];
const BANNED_NAMES = ['Date', 'Intl', 'performance', 'setTimeout', 'setInterval', 'queueMicrotask', 'localStorage'];
const BANNED_METHODS = ['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'];

/**
 * @param {unknown} program a file's syntax tree (ESTree)
 * @returns {{ says: string, start: number }[]} what is banned and where, as offsets into the text
 */
export function irreproducible(program) {
  /** @type {{ says: string, start: number }[]} */
  const found = [];
  visit(program, (node, parent) => {
    const { start } = node;
    if (node.type === 'BinaryExpression' && node.operator === '**') {
      found.push({ says: '** is Math.pow: other bits in another browser', start });
    }
    if (node.type === 'MemberExpression' && !node.computed) {
      const name = node.property.name;
      if (BANNED_METHODS.includes(name)) found.push({ says: `${name} depends on the user's language`, start });
    }
    if (node.type !== 'Identifier' || isOnlyAName(node, parent)) return;
    if (BANNED_NAMES.includes(node.name)) found.push({ says: `${node.name} is not for the engine`, start });
    if (node.name === 'Math') {
      const method = parent?.type === 'MemberExpression' && !parent.computed ? parent.property.name : '…';
      if (!EXACT_MATH.includes(method)) found.push({ says: `Math.${method} is not exact everywhere`, start });
    }
  });
  return found;
}

/**
 * `row.Date` and `{ Date: 1 }` name a property; they do not read the global.
 * @param {SyntaxNode} node
 * @param {SyntaxNode | undefined} parent
 */
function isOnlyAName(node, parent) {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed;
  return parent?.type === 'Property' && parent.key === node && !parent.shorthand;
}

/**
 * A node of the syntax tree; which fields it has depends on its type.
 * @typedef {{ type: string, start: number, name: string, operator: string, computed: boolean, shorthand: boolean,
 *   object: SyntaxNode, property: SyntaxNode, key: SyntaxNode }} SyntaxNode
 */

/**
 * @param {unknown} value
 * @param {(node: SyntaxNode, parent: SyntaxNode | undefined) => void} see
 * @param {SyntaxNode} [parent]
 */
function visit(value, see, parent) {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see, parent);
  } else if (value !== null && typeof value === 'object') {
    const node = 'type' in value ? /** @type {SyntaxNode} */ (value) : undefined;
    if (node !== undefined) see(node, parent);
    for (const child of Object.values(value)) visit(child, see, node ?? parent);
  }
}
