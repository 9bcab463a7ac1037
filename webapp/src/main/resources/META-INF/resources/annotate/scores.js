// The scores of a text: a row of 0 to 5 for each criterion, the overall quality last. A digit scores the marked row and walks on
// to the next without a score; where none is left, a digit does nothing, so that one too many changes nothing.

import { announce, part, parts, rules, say, words } from './page.js';
import { change, current, drawWith } from './answer.js';

let marked = null;
let last = null;
let pointedAt = [];

const all = () => (current() ? rules().scores : []);
const row = key => all().find(one => one.key === key);
const scored = key => key in current().scores;

/** The required rows without a score. */
export const missing = () => all().filter(one => one.required && !scored(one.key));

export function begin() {
  marked = all().find(one => !scored(one.key))?.key ?? null;
  last = null;
  pointedAt = [];
  draw();
}

/** Shows which scores are missing, on their names. */
export function point(missing) {
  pointedAt = missing.map(one => one.key);
  mark(pointedAt[0]);
  part('.score-row.missing').scrollIntoView({ block: 'nearest' });
}

function mark(key) {
  marked = key;
  draw();
}

/** A key of the scores; tells whether it was one. */
export function key(pressed) {
  if (all().length === 0) return false;
  if (pressed === 't') {
    mark(after(marked, () => true));
    announce(words('criterion-next', row(marked).label));
  } else if (pressed === 'Backspace') {
    takeBack();
  } else if (/^[6-9]$/.test(pressed)) {
    say(words('score-range'));
  } else if (!/^[0-5]$/.test(pressed)) {
    return false;
  } else if (marked) {
    score(marked, Number(pressed));
  } else {
    say(words('score-complete'));
  }
  return true;
}

/** A button of a row was pressed; the same one again takes the score back. */
export function press(key, value) {
  if (current().scores[key] === value) drop(key);
  else score(key, value);
}

function score(key, value) {
  change(answer => { answer.scores[key] = value; });
  last = key;
  say('');
  mark(after(key, one => !scored(one.key)));
  announce(words(marked ? 'score-said-next' : 'score-said', row(key).label, value, marked && row(marked).label));
}

// The score that was given last; before one was, that of the marked row or of the row before it.
function takeBack() {
  const rows = all().filter(one => scored(one.key));
  const key = last && scored(last) ? last : scored(marked) ? marked : rows.at(-1)?.key;
  if (key) drop(key);
}

function drop(key) {
  change(answer => { delete answer.scores[key]; });
  const before = all().findIndex(one => one.key === key) - 1;
  last = all()[before]?.key ?? null;
  mark(key);
  announce(words('score-none', row(key).label));
}

// The next row in the order of the study, from the top again behind the last.
function after(key, wanted) {
  const rows = all();
  const at = rows.findIndex(one => one.key === key);
  return [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find(wanted)?.key ?? null;
}

function draw() {
  if (all().length === 0) return;
  parts('.score-row').forEach(box => {
    const { score: key } = box.dataset;
    box.classList.toggle('marked', key === marked);
    box.classList.toggle('missing', pointedAt.includes(key) && !scored(key));
    box.querySelectorAll('button').forEach(button =>
      button.setAttribute('aria-pressed', String(current().scores[key] === Number(button.dataset.value))));
  });
  drawAnchors();
}

// What the scores of the marked row mean, else how to go on.
function drawAnchors() {
  const line = part('.score-anchors');
  if (!marked) {
    line.textContent = words('score-complete');
    return;
  }
  line.replaceChildren(...row(marked).anchors.map((anchor, value) => {
    const one = document.createElement('span');
    const number = document.createElement('strong');
    number.textContent = value;
    one.append(number, ` ${anchor}`);
    return one;
  }));
}

drawWith(draw);
