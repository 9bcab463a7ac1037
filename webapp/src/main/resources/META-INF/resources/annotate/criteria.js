// The criteria: a row of "A, same, B" each. q, w and e answer the marked row and walk on; t walks on without an answer.

import { announce, letter, part, parts, rules, words } from './page.js';
import { change, current, drawWith } from './answer.js';

const VALUES = { q: 'LEFT', w: 'SAME', e: 'RIGHT' };

let marked = null;
let pointedAt = [];
let given = () => {};

export const tellWith = how => { given = how; };
const all = () => (current() ? rules().criteria : []);
const answered = key => key in current().criteria;

/** The required criteria without an answer. */
export const missing = () => all().filter(one => one.required && !answered(one.key));

export function begin() {
  marked = all().find(one => !answered(one.key))?.key ?? null;
  pointedAt = [];
  draw();
}

export function mark(key) {
  marked = key;
  draw();
}

/** Shows which criteria are missing, on their names: a ring on one of the answers would speak for it. */
export function point(missing) {
  pointedAt = missing.map(one => one.key);
  mark(pointedAt[0]);
  part('.criterion.missing').scrollIntoView({ block: 'nearest' });
}

/** A key of the criteria; tells whether it was one. */
export function key(pressed) {
  if (all().length === 0) return false;
  if (pressed === 't') {
    mark(after(marked, () => true));
    announce(words('criterion-next', label(marked)));
    return true;
  }
  if (!(pressed in VALUES)) return false;
  answer(marked ?? all()[0].key, VALUES[pressed]);
  return true;
}

/** A button of a row was pressed; the same one again takes the answer back. */
export const press = (key, value) => answer(key, value, current().criteria[key] === value);

function answer(key, value, taken = false) {
  change(now => {
    if (taken) delete now.criteria[key];
    else now.criteria[key] = value;
  });
  marked = after(key, one => !answered(one.key));
  draw();
  const said = value === 'SAME' ? words('same') : letter(value === 'LEFT' ? 0 : 1);
  announce(words(marked ? 'criterion-said-next' : 'criterion-said', label(key), taken ? '' : said, marked && label(marked)));
  given();
}

// The next row in the order of the study, from the top again behind the last.
function after(key, wanted) {
  const rows = all();
  const at = rows.findIndex(one => one.key === key);
  return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find(wanted)?.key ?? null;
}

const label = key => all().find(one => one.key === key)?.label ?? '';

function draw() {
  parts('[data-criterion]').forEach(row => {
    row.classList.toggle('marked', row.dataset.criterion === marked);
    row.classList.toggle('missing', pointedAt.includes(row.dataset.criterion) && !answered(row.dataset.criterion));
    row.querySelectorAll('button').forEach(button =>
      button.setAttribute('aria-pressed', String(current()?.criteria[row.dataset.criterion] === button.dataset.value)));
  });
}

drawWith(draw);
