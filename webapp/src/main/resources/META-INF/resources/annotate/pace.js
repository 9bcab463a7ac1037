// Whose a key, a click or a touch is: that of the pair that was in view when it was meant, and of no other. It does nothing
// while an answer is on its way, in the first moment of a pair, which nobody can have read, and after that until the hand has
// rested once, for what follows at once was begun on the pair before. Every handler of the page stands behind this.

import { DOUBLE_PRESS, OVERLAYS, page } from './page.js';

const LONGEST_ANSWER = 1_000;

let deafUntil = 0;
let listens = 0;
// Whether what is being pressed was begun on the pair in view, and whether it is a key.
let begunHere = false;
let keyIsDown = false;

function deafFor(milliseconds, from) {
  deafUntil = from + milliseconds;
  delete page().dataset.ready;
  clearTimeout(listens);
  listens = setTimeout(listen, deafUntil - performance.now());
}

function listen() {
  if (page()) page().dataset.ready = '';
}

/** Something that brings another pair was sent. */
export const sent = () => deafFor(LONGEST_ANSWER, performance.now());

/** Another pair is in view: nothing has the focus, whatever had it on the pair before. */
export function begin() {
  begunHere = false;
  deafFor(DOUBLE_PRESS, performance.now());
  dropFocus();
}

/** Nothing was stored: the pair in view takes keys again. */
export function refused() {
  deafUntil = 0;
  listen();
}

/** Takes the focus from whatever has it in the page. */
export function dropFocus() {
  if (page().contains(document.activeElement)) document.activeElement.blur();
}

// By the moment when it was pressed, which may be before the pair came although it arrives here only now.
function isMeant(event) {
  if (event.timeStamp >= deafUntil) return true;
  if (deafUntil < event.timeStamp + DOUBLE_PRESS) deafFor(DOUBLE_PRESS, event.timeStamp);
  return false;
}

// A click ends what a finger, a mouse or a key began, perhaps on another pair; one by a screen reader has no beginning.
function hear(event) {
  const { type, target } = event;
  if (!page() || document.querySelector(OVERLAYS)) return;
  if (type !== 'keydown' && !target.closest?.('.annotate main, .verdict-bar')) return;
  const meant = type === 'click' && (event.detail > 0 || keyIsDown) ? begunHere : isMeant(event);
  if (type === 'keydown') keyIsDown = true;
  if (type !== 'click' && !event.repeat) begunHere = meant;
  if (meant) return;
  event.stopImmediatePropagation();
  if (type === 'click') {
    event.preventDefault();
    dropFocus();
  }
}

for (const type of ['keydown', 'pointerdown', 'click']) window.addEventListener(type, hear, { capture: true });
// A click by the space bar comes right after its key has gone up.
window.addEventListener('keyup', () => setTimeout(() => { keyIsDown = false; }), { capture: true });
window.addEventListener('blur', () => { keyIsDown = false; });
