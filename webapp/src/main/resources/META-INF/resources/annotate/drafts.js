// Nothing typed is lost. Each change is kept in this browser at once, sent to the server soon after, and forgotten here when
// the server has said that it has it. What could not be sent is there when the pair is shown the next time, and sent then.

import { changing, page, part, rules, tell, words } from './page.js';
import { UNDECIDED } from './answer.js';
import { moved } from './sides.js';
import { sources, tooLong } from './typed.js';

const SEND_AFTER = 600;
const QUIET_FOR = 2_500;
const KEPT_FOR = 60 * 24 * 3600_000;

const sent = new Map();
let number = 0;
let timer = 0;
let unsent = null;
let oldestUnsaved = 0;
let full = false;
let onServer = false;

const prefix = () => `careloop-draft:${page().dataset.person}:`;

export const keyInView = () => prefix() + page().dataset.comparison + (changing() ? ':change' : '');

// The same pair may come back with its responses in another order: what was said goes with the text.
const texts = () => sources().map(text => text.length + ':' + hash(text));

function hash(text) {
  let value = 0;
  for (let i = 0; i < text.length; i++) value = (Math.imul(31, value) + text.charCodeAt(i)) | 0;
  return value;
}

function local(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps the answer; the verdict only waits here for the press that sends it. */
export function keep(answer) {
  const key = keyInView();
  try {
    const kept = { answer, base: page().dataset.answer, texts: texts(), at: Date.now() };
    localStorage.setItem(key, JSON.stringify(kept));
    full = false;
  } catch {
    full = true;
  }
  oldestUnsaved ||= performance.now();
  clearTimeout(timer);
  if (!changing()) {
    unsent = { key, pair: Number(page().dataset.pair), answer: { ...answer, ...UNDECIDED } };
    timer = setTimeout(flush, SEND_AFTER);
  }
  tellState();
}

/** Sends the draft now, before another pair comes. */
export function flush() {
  clearTimeout(timer);
  if (!unsent) return;
  const { key, pair, answer } = unsent;
  if (pair === Number(page().dataset.pair) && tooLong()) return;
  unsent = null;
  sent.set(++number, { key, text: localStorage.getItem(key) });
  tell({ what: 'draft', pair, answer, number });
}

/** The server has the draft of this number. */
export function saved(upTo) {
  const entry = sent.get(upTo);
  if (!entry) return;
  sent.delete(upTo);
  if (localStorage.getItem(entry.key) === entry.text) {
    localStorage.removeItem(entry.key);
    if (entry.key === keyInView()) {
      oldestUnsaved = 0;
      onServer = true;
    }
  }
  tellState();
}

/** The whole answer is on its way: no draft needs to follow it. */
export function hold() {
  clearTimeout(timer);
  unsent = null;
}

/** The judgement itself is stored: nothing of it has to be kept here. */
export function settled(key) {
  oldestUnsaved = 0;
  localStorage.removeItem(key);
}

/** What this browser kept and the server never had, over what the server has; else the latter. */
export function restored() {
  const fromServer = JSON.parse(page().dataset.answer);
  const key = keyInView();
  const here = local(key);
  oldestUnsaved = 0;
  full = false;
  onServer = !here && !changing() && page().dataset.answer !== page().dataset.nothing;
  tellState();
  if (!here) {
    return { answer: fromServer, unsent: null, isUnsaved: false };
  }
  const { base } = here;
  const answer = asked(moved(here.answer, here.texts, texts()));
  const pressed = changing() || !answer.verdict ? null : { verdict: answer.verdict, strength: answer.strength };
  const merged = { ...answer, verdict: fromServer.verdict, strength: fromServer.strength };
  if (base !== page().dataset.answer) merged.rationale = both(fromServer.rationale, answer.rationale);
  return { answer: merged, unsent: pressed, isUnsaved: !changing() };
}

// The study may have changed since what it asks for.
function asked(answer) {
  const { criteria, flags, corrections, scores } = rules();
  return {
    ...answer,
    criteria: Object.fromEntries(Object.entries(answer.criteria).filter(([key]) => criteria.some(one => one.key === key))),
    flags: answer.flags.filter(flag => flags.includes(flag.kind)),
    corrections: corrections ? answer.corrections : {},
    scores: Object.fromEntries(Object.entries(answer.scores ?? {}).filter(([key]) => scores.some(one => one.key === key))),
  };
}

// Written in two places meanwhile: both are kept, one below the other.
function both(first, second) {
  if (first.includes(second)) return first;
  return second.includes(first) ? second : `${first}\n\n${second}`;
}

/** Forgets what nobody came back to for long. */
export function forgetOld() {
  for (const key of Object.keys(localStorage).filter(one => one.startsWith(prefix()))) {
    if (!(Date.now() - (local(key)?.at ?? 0) < KEPT_FOR)) localStorage.removeItem(key);
  }
}

// "Reconnecting" stays on for a while after the server has answered again: it only counts for what still waits.
function unreachable() {
  const connection = window.Vaadin?.connectionState?.state;
  const waits = oldestUnsaved && !changing() ? performance.now() - oldestUnsaved : 0;
  return !navigator.onLine || connection === 'connection-lost' || (waits && connection === 'reconnecting')
    || waits > QUIET_FOR + SEND_AFTER;
}

function state() {
  if (full) return words('kept-not');
  if (unreachable()) return words(oldestUnsaved ? 'kept-here' : 'no-connection');
  if (oldestUnsaved && changing()) return words('kept-browser');
  return onServer ? words('saved') : '';
}

function tellState() {
  const line = part('.draft-state');
  if (!line) return;
  const text = state();
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle('away', full || unreachable());
}

document.addEventListener('careloop-leaving', flush);
setInterval(() => page() && tellState(), 1000);
for (const sign of ['online', 'offline']) window.addEventListener(sign, () => page() && tellState());
