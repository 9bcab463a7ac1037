// How long the person looks at a pair, pauses left out; that they are still there; that a rest would do them good.

import { page, part, tell } from './page.js';

const IDLE_AFTER = 60_000;
const STILL_HERE_EVERY = 240_000;
const IS_A_REST = 5 * 60_000;
const AT_WORK = 'careloop-at-work';

let active = 0;
let atWork = workSoFar();
let lastSeen = performance.now();
let lastActivity = lastSeen;
let lastSaidHere = lastSeen;

// A page that was closed for as long as a rest takes begins anew.
function workSoFar() {
  const [milliseconds, until] = (sessionStorage.getItem(AT_WORK) ?? '0 0').split(' ').map(Number);
  return Date.now() - until < IS_A_REST ? milliseconds : 0;
}

function count() {
  const now = performance.now();
  if (now - lastActivity > IS_A_REST) atWork = 0;
  if (document.visibilityState === 'visible' && now - lastActivity < IDLE_AFTER) {
    active += now - lastSeen;
    atWork += now - lastSeen;
  }
  lastSeen = now;
}

/** Milliseconds of reading and judging since the pair came. */
export function spent() {
  count();
  return Math.round(active);
}

export function begin() {
  count();
  active = 0;
}

/** The person has read the hint; the next one comes after as long again. */
export function rested() {
  atWork = 0;
  part('.rest-hint').hidden = true;
}

for (const sign of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchmove']) {
  document.addEventListener(sign, () => {
    count();
    lastActivity = performance.now();
  }, { capture: true, passive: true });
}

setInterval(() => {
  if (!page()) return;
  count();
  sessionStorage.setItem(AT_WORK, `${Math.round(atWork)} ${Date.now()}`);
  const hint = part('.rest-hint');
  if (hint) hint.hidden = atWork < hint.dataset.minutes * 60_000;
  const now = performance.now();
  if (lastActivity > lastSaidHere && now - lastSaidHere > STILL_HERE_EVERY) {
    lastSaidHere = now;
    tell({ what: 'here' });
  }
}, 1000);
