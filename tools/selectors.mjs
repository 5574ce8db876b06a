// Browsers sort rules by what their last part names: a class, an id or an element. `:is(.a, .b)` names nothing, so that such a
// rule is tried on every element of the page. It is written shortly in the sources and written out here: `.a, .b`.

/** Splits at `separator` outside parentheses and brackets. */
function split(text, separator) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; ++at) {
    if ('(['.includes(text[at])) ++depth;
    else if (')]'.includes(text[at])) --depth;
    else if (depth === 0 && text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Where the last part of a selector begins: after its last combinator. */
function lastPart(selector) {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < selector.length; ++at) {
    if ('(['.includes(selector[at])) ++depth;
    else if (')]'.includes(selector[at])) --depth;
    else if (depth === 0 && ' >+~'.includes(selector[at])) start = at + 1;
  }
  return start;
}

/**
 * One selector without the `:is()` that its last part begins with, if all its alternatives are classes, or all elements: then they
 * weigh the same, and so does what stands for them.
 */
function writeOut(selector) {
  const start = lastPart(selector);
  const found = /^:is\(([^()]*)\)/.exec(selector.slice(start));
  if (!found) return [selector];
  const alternatives = found[1].split(',').map((one) => one.trim());
  const alike = (pattern) => alternatives.every((one) => pattern.test(one));
  if (!alike(/^\.[\w-]+$/) && !alike(/^[a-z][a-z0-9]*$/)) return [selector];
  const before = selector.slice(0, start);
  const after = selector.slice(start + found[0].length);
  // Named by something behind it already.
  if (/^[.#]/.test(after)) return [selector];
  return alternatives.map((one) => before + one + after);
}

/** The same style sheet (minified), with selectors that browsers can sort. */
export function sortable(css) {
  let result = '';
  let start = 0;
  let quote = '';
  for (let at = 0; at < css.length; ++at) {
    const each = css[at];
    if (quote) {
      if (each === '\\') ++at;
      else if (each === quote) quote = '';
    } else if (each === '"' || each === "'") quote = each;
    else if (each === '{') {
      const prelude = css.slice(start, at);
      result += prelude.startsWith('@') ? prelude : split(prelude, ',').flatMap(writeOut).join(',');
      result += each;
      start = at + 1;
    } else if (each === '}' || each === ';') {
      result += css.slice(start, at + 1);
      start = at + 1;
    }
  }
  return result + css.slice(start);
}
