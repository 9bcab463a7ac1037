// The keys of the adjudication page, unless a person is typing or something is open over it: the digits press the verdicts
// on a pair, or the ranks of three to six responses.

import { DOUBLE_PRESS, keyOf, OVERLAYS, typing } from './annotate/page.js';

let last = { verdict: '', at: 0 };

const ranks = () => document.querySelector('.adjudicate-ranks');
const rows = () => [...ranks().querySelectorAll('.adjudicate-rank')];
const rankOf = row => Number(row.querySelector('input:checked')?.value ?? 0);
const focused = () => rows().find(row => row.contains(document.activeElement));
const focus = row => row.querySelector(rankOf(row) ? 'input:checked' : 'input').focus();

/** Gives the response in focus its rank, or the first that has none, and goes on to the next without one. */
function rank(digit) {
  const all = rows();
  const row = focused() ?? all.find(one => !rankOf(one));
  const choice = row?.querySelector(`input[value="${digit}"]`);
  if (!choice) return;
  choice.checked = true;
  const from = all.indexOf(row);
  const next = [...all.slice(from + 1), ...all.slice(0, from)].find(one => !rankOf(one));
  if (next) focus(next);
  else ranks().querySelector('button').focus();
}

function key(pressed) {
  if (/^\d$/.test(pressed)) {
    if (ranks()) rank(pressed);
    else document.querySelector(`[data-adjudicate="${pressed}"]`)?.click();
  } else if (!ranks()) {
    return;
  } else if (pressed === 't') {
    focus(rows().at((rows().indexOf(focused()) + 1) % rows().length));
  } else if (pressed === 'Enter' && (focused() || document.activeElement === document.body)) {
    send();
  }
}

const send = () =>
  ranks().dispatchEvent(new CustomEvent('ranked', { detail: JSON.stringify(rows().map(rankOf)) }));

// Heard on the way down: a dialog that is still fading has the focus and lets no key up.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (document.querySelector(OVERLAYS)) return;
  if (typing(event)) {
    last.verdict = '';
    const here = document.querySelector('[data-adjudicate], .adjudicate-ranks');
    if (event.key === 'Escape' && here) document.activeElement.blur();
    return;
  }
  key(keyOf(event));
}, { capture: true });

// A blind verdict stands for good: the second half of a double press or click must not give it on the comparison that comes.
document.addEventListener('click', event => {
  const verdict = event.target.closest?.('[data-adjudicate]')?.dataset.adjudicate;
  if (!verdict) return;
  if (verdict === last.verdict && event.timeStamp - last.at < DOUBLE_PRESS) event.stopPropagation();
  last = { verdict, at: event.timeStamp };
}, { capture: true });

document.addEventListener('click', event => {
  if (event.target.closest?.('.adjudicate-ranks button')) send();
});
