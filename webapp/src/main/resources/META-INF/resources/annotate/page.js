// What the modules of the annotation page share: where things stand, its rules and words, what is said. What keys fall on is
// the same on the page of adjudication.

const read = { rules: [], words: [] };

export const page = () => document.querySelector('.annotate');
export const part = selector => page()?.querySelector(selector);
export const parts = selector => [...(page()?.querySelectorAll(selector) ?? [])];

function parsed(name) {
  const text = page().dataset[name];
  if (read[name][0] !== text) read[name] = [text, JSON.parse(text)];
  return read[name][1];
}

/** How the study asks: see ScreenRules. */
export const rules = () => parsed('rules');

/** A text of the page in the person's language, with its gaps filled. */
export const words = (key, ...values) => {
  const all = parsed('words');
  // Some sentences name the response that is meant, which a single text needs not.
  const text = isOfOneText() && all[`${key}-text`] || all[key];
  return text.replace(/\{(\d)\}/g, (_, i) => values[i] ?? '');
};

/** Whether a single text is in view, to be scored. */
export const isOfOneText = () => Boolean(page().dataset.rules) && rules().responses === 1;

/** The letter of a response, as people read it. */
export const letter = index => [...parsed('words').letters][index];

/** Whether the pair in view is an earlier judgement to be changed. */
export const changing = () => page().dataset.mode === 'change';

/** Says a line beside the verdicts until the next press; nothing takes it away. */
export function say(text) {
  const note = part('.bar-note');
  if (!note) return;
  note.textContent = text ?? '';
  note.hidden = !text;
}

/** Tells a screen reader, and nobody else. */
export function announce(text) {
  const region = part('.announcer');
  // The same words twice are only read again when they differ in something.
  if (region) region.textContent = region.textContent === text ? text + '\u00a0' : text;
}

/** Text that every part of the house can keep: no U+0000, no half of a surrogate pair. */
export const storable = text => text.replaceAll('\0', '').toWellFormed();

/** Tells the server something; see ScreenEvent. */
export function tell(event) {
  const whole = { what: '', pair: Number(page().dataset.pair), answer: null, active: 0, reason: '', note: '', number: 0, ...event };
  page().dispatchEvent(new CustomEvent('say', { detail: JSON.stringify(whole) }));
}

/** What stands over a page and takes its keys. */
export const OVERLAYS = 'vaadin-dialog[opened], vaadin-popover[opened]';

/**
 * The key that was meant, however the keyboard writes it: a capital under Caps Lock, a full-width sign, or what the row of
 * digits gives without Shift where the digits need it (AZERTY).
 */
export function keyOf({ key, code, shiftKey }) {
  if (key.length > 1 && key !== 'Dead') return key;
  const plain = key.normalize('NFKC').toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit && !shiftKey && !/^\d$/.test(plain) ? digit : plain;
}

/** Whether a digit of the numeric pad came as the arrow or the jump that it also is. */
export const numLockIsOff = ({ key, code }) => /^Numpad\d$/.test(code) && key.length > 1;

/** Within so many milliseconds, the second half of a double press would fall on what nobody can have read. */
export const DOUBLE_PRESS = 300;

/** Whether a key goes into a field. */
export const typing = event => event.composedPath().some(node => node.isContentEditable
  || ['TEXTAREA', 'SELECT'].includes(node.tagName)
  || (node.tagName === 'INPUT' && !['radio', 'checkbox'].includes(node.type)));
