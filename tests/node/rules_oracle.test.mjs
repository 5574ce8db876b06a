// Differential test: json-logic-js is the oracle of the rule language. 24,000 rules and data from a fixed
// seed, well typed and ill typed alike; every disagreement fails, and is printed with its rule and data.
// GUICHET_BUILD names the build folder (build/native), GUICHET_RULES the number of rules, GUICHET_SEED the seed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import jsonLogic from 'json-logic-js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const oracle = path.join(root, process.env.GUICHET_BUILD ?? 'build/native', 'rules_oracle');
const count = Number(process.env.GUICHET_RULES ?? 24000);
const seed = Number(process.env.GUICHET_SEED ?? 20261121);

// mulberry32: small and the same on every machine.
function generator(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = generator(seed);
const below = (bound) => Math.floor(random() * bound);
const pick = (list) => list[below(list.length)];
const chance = (share) => random() < share;

const numbers = [0, 1, -1, 2, 3, 7, 10, 100, 12.5, -0.25, 0.1, 1e21, 123456789, 1e-7, 150000];
const texts = ['', '0', '1', ' 12 ', 'abc', 'b', '1e3', '0x1F', 'éà', 'Zoé', '12abc', '-3', '.5', 'null', 'true', 'a,b', 'NaN', 'Infinity', '\u00a05', '2026', '\uE000'];
const dates = ['2026-09-01', '2026-09-03', '1985-05-23', '2024-02-29', '0001-01-01', '9999-12-31'];
const scalars = () => pick([pick(numbers), pick(texts), pick(dates), true, false, null]);

function makeData() {
  const data = {
    n1: pick(numbers), n2: below(2000) / 4 - 100, s1: pick(texts), s2: pick(texts), d1: pick(dates), d2: pick(dates),
    b1: chance(0.5), z: null, mix: scalars(), obj: { n: pick(numbers), s: pick(texts), deep: { d: pick(dates) } },
    list: Array.from({ length: below(5) }, scalars),
    nums: Array.from({ length: below(5) }, () => pick(numbers)),
    words: Array.from({ length: below(4) }, () => pick(texts)),
  };
  if (chance(0.8)) data.g = Array.from({ length: 1 + below(4) }, makeRow);
  if (chance(0.3)) data.h = Array.from({ length: 1 + below(3) }, () => ({ x: scalars(), w: pick(texts) }));
  return data;
}

function makeRow() {
  const row = { x: pick(numbers), s: pick(texts) };
  if (chance(0.7)) row.y = scalars();
  if (chance(0.5)) row.d = pick(dates);
  return row;
}

const byType = {
  number: ['n1', 'n2', 'obj.n'], text: ['s1', 's2', 'obj.s'], date: ['d1', 'd2', 'obj.deep.d'], boolean: ['b1'],
  list: ['list', 'nums', 'words'], any: ['n1', 'n2', 's1', 's2', 'd1', 'd2', 'b1', 'z', 'mix', 'list', 'nums', 'words', 'obj.n', 'absent1', 'absent2'],
};

function variable(type, scope, names) {
  let name;
  if (scope === 'rows') name = pick(['x', 's', 'y', 'd', 'w']);
  else if (scope === 'scalars') name = '';
  else if (scope === 'reduceRows') name = pick(['current.x', 'current.s', 'accumulator', 'current.y', 'accumulator']);
  else if (scope === 'reduceScalars') name = pick(['current', 'accumulator']);
  else name = pick(byType[type].concat(type === 'any' ? names : []));
  return chance(0.15) ? { var: [name, scalars()] } : { var: chance(0.5) ? name : [name] };
}

/// Fewer wild types near the top: well-typed rules are the most common, ill-typed ones a third.
function expression(type, depth, scope, names) {
  if (chance(0.12)) type = pick(['number', 'text', 'date', 'boolean', 'list', 'any']);
  if (depth <= 0 || chance(0.12)) return leaf(type, scope, names);
  const sub = (wanted) => expression(wanted, depth - 1, scope, names);
  const several = (wanted, least, most) => Array.from({ length: least + below(most - least + 1) }, () => sub(wanted));
  switch (type) {
    case 'number': return pick([
      () => ({ '+': several('number', 1, 3) }), () => ({ '*': several('number', 1, 3) }), () => ({ '-': several('number', 1, 2) }),
      () => ({ '/': several('number', 2, 2) }), () => ({ '%': several('number', 2, 2) }), () => ({ min: several('number', 1, 3) }),
      () => ({ max: several('number', 1, 3) }), () => ({ if: [sub('boolean'), sub('number'), sub('number')] }), () => reduction(depth, scope, names),
    ])();
    case 'text': return pick([
      () => ({ cat: several(pick(['text', 'any']), 0, 3) }), () => ({ substr: [sub('text'), pick([0, 1, -2, -20, 3, '1', null, 1.7, sub('number')])] }),
      () => ({ substr: [sub('text'), pick([0, 1, -2]), pick([0, 1, 2, -1, -3, '2', '-1', null, true, 1.5, sub('number')])] }),
      () => ({ if: [sub('boolean'), sub('text')] }),
    ])();
    case 'date': return leaf('date', scope, names);
    case 'boolean': return pick([
      () => comparison(sub), () => comparison(sub), () => ({ and: several(pick(['boolean', 'any']), 1, 3) }),
      () => ({ or: several(pick(['boolean', 'any']), 1, 3) }), () => ({ '!': [sub('any')] }), () => ({ '!!': [sub('any')] }),
      () => ({ '!': alone(sub('boolean')) }), () => ({ in: [sub('text'), sub(pick(['text', 'list']))] }),
      () => ({ in: [sub(pick(['text', 'number', 'date', 'any'])), Array.from({ length: 1 + below(4) }, scalars)] }),
      () => iteration(pick(['all', 'none', 'some']), depth, scope, names),
    ])();
    case 'list': return pick([
      () => ({ merge: several(pick(['list', 'any']), 0, 3) }), () => several('any', 0, 3), () => iteration('map', depth, scope, names),
      () => iteration('filter', depth, scope, names), () => missing(scope, names, sub),
    ])();
    default: return pick([
      () => sub(pick(['number', 'text', 'boolean', 'list'])), () => ({ if: several('any', 1, 6) }), () => ({ '?:': [sub('any'), sub('any'), sub('any')] }),
    ])();
  }
}

/// The short form of one operand: a list would be taken for the operands.
const alone = (operand) => (Array.isArray(operand) ? [operand] : operand);

function comparison(sub) {
  const type = pick(['number', 'number', 'text', 'date', 'any']);
  const operator = pick(['==', '!=', '===', '!==', '<', '<=', '>', '>=']);
  if ((operator === '<' || operator === '<=') && chance(0.3)) return { [operator]: [sub(type), sub(type), sub(type)] };
  return { [operator]: [sub(type), sub(chance(0.8) ? type : 'any')] };
}

function overWhat(depth, scope, names) {
  const groups = names.filter((name) => name === 'g' || name === 'h');
  if (scope === 'root' && groups.length > 0 && chance(0.6)) return [{ var: pick(groups) }, 'rows'];
  return [expression('list', depth - 1, scope, names), 'scalars'];
}

function iteration(operator, depth, scope, names) {
  const [over, inner] = overWhat(depth, scope, names);
  const type = operator === 'map' ? pick(['number', 'text', 'any']) : 'boolean';
  return { [operator]: [over, expression(type, depth - 1, inner, names)] };
}

function reduction(depth, scope, names) {
  const [over, inner] = overWhat(depth, scope, names);
  const body = expression(pick(['number', 'any']), Math.min(depth - 1, 2), inner === 'rows' ? 'reduceRows' : 'reduceScalars', names);
  const rule = { reduce: [over, body] };
  if (chance(0.8)) rule.reduce.push(pick(numbers.concat(['', null])));
  return rule;
}

function missing(scope, names, sub) {
  const known = scope === 'root' ? byType.any.concat(names) : scope === 'rows' ? ['x', 's', 'y', 'd', 'w'] : ['current', 'accumulator'];
  if (scope === 'scalars') return sub('list');
  const keys = Array.from({ length: 1 + below(4) }, () => pick(known));
  return pick([
    () => ({ missing: keys }), () => ({ missing: [keys] }), () => ({ missing: { merge: [keys, { if: [sub('boolean'), ['s1', 'nowhere'], []] }] } }),
    () => ({ missing_some: [below(4), keys] }),
  ])();
}

function leaf(type, scope, names) {
  if (chance(0.6)) return variable(type, scope, names);
  switch (type) {
    case 'number': return pick(numbers);
    case 'text': return pick(texts);
    case 'date': return pick(dates);
    case 'boolean': return chance(0.5);
    case 'list': return Array.from({ length: below(4) }, scalars);
    default: return scalars();
  }
}

/// What json-logic-js gives, as text: rows by their place. No text here lies outside the basic plane: JavaScript cuts such
/// a character in two, and UTF-8 has no halves (tests/unit/procedure/test_js_values.cpp says what Guichet does then).
function expected(rule, data) {
  const places = new Map();
  Object.values(data).filter((member) => Array.isArray(member) && member.length > 0 && typeof member[0] === 'object' && member[0] !== null)
    .forEach((rows, group) => rows.forEach((row, index) => places.set(row, { '@row': [group, index] })));
  const value = jsonLogic.apply(rule, data);
  return JSON.stringify(value === undefined ? null : value, (key, item) => places.get(item) ?? item);
}

test(`Guichet and json-logic-js agree on ${count} rules (seed ${seed})`, { skip: !existsSync(oracle) && 'rules_oracle is not built' }, () => {
  const cases = [];
  while (cases.length < count) {
    const data = makeData();
    for (let index = 0; index < 20 && cases.length < count; ++index) {
      const names = Object.keys(data).filter((name) => name === 'g' || name === 'h');
      const rule = expression(pick(['number', 'text', 'boolean', 'boolean', 'list', 'any']), 1 + below(4), 'root', names);
      cases.push({ rule, data });
    }
  }
  const input = cases.map((one) => JSON.stringify(one)).join('\n') + '\n';
  const run = spawnSync(oracle, { input, maxBuffer: 1 << 28, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  const answers = run.stdout.split('\n');
  const disagreements = [];
  let refused = 0;
  const operators = new Set();
  cases.forEach(({ rule, data }, index) => {
    for (const name of JSON.stringify(rule).matchAll(/"([^"]+)":/g)) operators.add(name[1]);
    if (answers[index].startsWith('!')) ++refused;
    const wanted = expected(rule, data);
    if (answers[index] !== wanted) disagreements.push(`rule ${JSON.stringify(rule)}\ndata ${JSON.stringify(data)}\nwanted ${wanted}\ngot    ${answers[index]}`);
  });
  const every = ['var', '==', '===', '!=', '!==', '!', '!!', 'or', 'and', 'if', '?:', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'min', 'max', 'in',
    'cat', 'substr', 'merge', 'map', 'filter', 'reduce', 'all', 'none', 'some', 'missing', 'missing_some'];
  assert.deepEqual(every.filter((name) => !operators.has(name)), [], 'every operator is tried');
  assert.equal(refused, 0, answers.find((answer) => answer.startsWith('!')));
  assert.equal(disagreements.length, 0, `${disagreements.length} disagreements\n${disagreements.slice(0, 5).join('\n\n')}`);
});
