// The order of three to six responses: places in a row, and a chip for each response. A digit, a tap on a place or a click on
// it puts the marked response there and marks the next one; chips can be dragged too. Responses in one place share it.

import { announce, letter, part, parts, rules, words } from './page.js';
import { change, current, drawWith } from './answer.js';

let marked = 0;
let dragged = null;

const isRanking = () => current() !== null && rules().responses > 2;
const ranks = answer => (answer.ranking.length === rules().responses ? answer.ranking : Array(rules().responses).fill(0));

export function begin() {
  marked = 0;
  // What is still held belongs to the responses before.
  dragged = null;
  if (isRanking()) {
    marked = Math.max(0, ranks(current()).indexOf(0));
    draw(current());
  }
}

/** A key of the ranking; tells whether it was one. A digit places the marked response and walks on. */
export function key(pressed) {
  if (!isRanking()) return false;
  const count = rules().responses;
  const rank = ranks(current())[marked];
  if (/^[1-9]$/.test(pressed)) {
    if (Number(pressed) <= count) place(marked, Number(pressed), true);
  } else if (pressed === 'ArrowLeft' || pressed === 'ArrowRight') {
    const step = pressed === 'ArrowLeft' ? -1 : 1;
    place(marked, Math.min(count, Math.max(1, (rank || (step < 0 ? 2 : 0)) + step)), false);
  } else if (pressed === 'Backspace') {
    place(marked, 0, false);
  } else if (pressed === 't') {
    mark((marked + 1) % count);
  } else {
    return false;
  }
  return true;
}

/** Puts the marked response into a place and walks on; 0 takes its place away. */
export const put = rank => place(marked, rank, rank > 0);

function place(response, rank, walkOn) {
  change(answer => {
    answer.ranking = ranks(answer).with(response, rank);
  });
  const now = ranks(current());
  const sharing = now.flatMap((other, index) => (other === rank && index !== response ? [letter(index)] : []));
  const said = rank === 0 ? words('rank-none', letter(response))
    : sharing.length > 0 ? words('rank-shared', letter(response), rank, sharing.join(words('comma')))
      : words('rank-said', letter(response), rank);
  const open = now.indexOf(0);
  announce(open < 0 ? `${said} ${words('rank-complete')}` : said);
  if (walkOn) mark(open < 0 ? response : nextOpen(now, response));
  else mark(response);
}

const nextOpen = (now, from) => {
  const order = now.map((_, i) => (from + 1 + i) % now.length);
  return order.find(index => now[index] === 0);
};

export function mark(response) {
  marked = response;
  draw(current());
}

function chip(response, rank) {
  const chip = document.createElement('button');
  chip.type = 'button';
  chip.className = 'rank-chip';
  chip.dataset.response = response;
  chip.textContent = letter(response);
  chip.classList.toggle('marked', response === marked);
  chip.setAttribute('aria-label', words(rank ? 'rank-said' : 'rank-none', letter(response), rank));
  return chip;
}

function draw(answer) {
  if (!part('.rank-place') || rules().responses < 3) return;
  const focused = document.activeElement?.closest('.rank-chip');
  const now = ranks(answer);
  parts('.rank-place').forEach(box => {
    const rank = Number(box.dataset.rank);
    const inIt = now.flatMap((one, index) => (one === rank ? [index] : []));
    box.querySelector('.rank-chips').replaceChildren(...inIt.map(index => chip(index, rank)));
  });
  namePlaces();
  // The focus goes with the mark: what it left behind would take the mark back.
  if (focused) part('.rank-chip.marked')?.focus();
}

// What a press on each place would do, for who hears the page.
function namePlaces() {
  parts('.rank-place').forEach(({ dataset: { rank }, firstElementChild: button }) =>
    button.setAttribute('aria-label', words(Number(rank) ? 'rank-put' : 'rank-take', letter(marked), rank)));
}

document.addEventListener('focusin', event => {
  const chip = event.target.closest?.('.annotate .rank-chip');
  if (chip && Number(chip.dataset.response) !== marked) {
    marked = Number(chip.dataset.response);
    parts('.rank-chip').forEach(one => one.classList.toggle('marked', one === chip));
    namePlaces();
  }
});

document.addEventListener('pointerdown', event => {
  const chip = event.target.closest?.('.annotate .rank-chip');
  if (!chip || event.button !== 0) return;
  dragged = { chip, x: event.clientX, y: event.clientY };
  chip.setPointerCapture(event.pointerId);
});

document.addEventListener('pointermove', event => {
  if (!dragged) return;
  dragged.chip.classList.add('dragged');
  dragged.chip.style.transform = `translate(${event.clientX - dragged.x}px, ${event.clientY - dragged.y}px)`;
  const over = placeUnder(event);
  parts('.rank-place').forEach(box => box.classList.toggle('over', box === over));
});

for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, event => {
    if (!dragged) return;
    const { chip } = dragged;
    dragged = null;
    // Asked first: a chip that was let go may still be drawn under the pointer, and its place is the one it came from.
    const target = end === 'pointerup' ? placeUnder(event) : null;
    chip.classList.remove('dragged');
    chip.style.transform = '';
    parts('.rank-place').forEach(box => box.classList.remove('over'));
    if (target && target !== chip.closest('.rank-place')) place(Number(chip.dataset.response), Number(target.dataset.rank), false);
  });
}

const placeUnder = event => document.elementsFromPoint(event.clientX, event.clientY)
  .map(element => element.closest('.rank-place')).find(Boolean) ?? null;

drawWith(draw);
