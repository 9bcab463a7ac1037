// What people type: the reason, and a better text for a response. Both are part of the answer from the first letter on.

import { letter, part, parts, rules, say, storable, words } from './page.js';
import { change, current, drawWith } from './answer.js';

const FLOOD = 5;

const reason = () => part('.reason-row textarea');
const editors = () => parts('.correction textarea');

/** A response as it was written, before it was made harmless for the Markdown renderer. */
export const source = index => {
  const text = parts('.response vaadin-markdown')[index];
  return text?.dataset.written ?? (text?.content ?? '').replaceAll('\u2060', '');
};

export const sources = () => parts('.response').map((_, index) => source(index));

/** Opens at once: a round trip would let the first typed characters act as keys. */
export function openReason() {
  part('.reason-row').hidden = false;
  reason().focus();
}

export function openCorrection(index) {
  const field = editors()[index];
  if (!field) return;
  field.closest('.correction').hidden = false;
  if (field.value === '') field.value = source(index);
  field.closest('.response').scrollIntoView({ inline: 'start', block: 'nearest' });
  field.focus();
}

/** A text that changes nothing is no correction. */
export function dropCorrection(index) {
  change(answer => { delete answer.corrections[index]; });
  const box = editors()[index].closest('.correction');
  box.hidden = true;
  editors()[index].value = '';
}

/** Says which text is longer than can be kept; empty when none is. */
export function tooLong() {
  const { longestReason, longestCorrection } = rules();
  const { rationale, corrections } = current();
  const long = Object.entries(corrections).find(([, text]) => text.length > longestCorrection);
  if (rationale.length > longestReason) {
    return words('too-long', words('reason'), rationale.length.toLocaleString(), longestReason.toLocaleString());
  }
  return long
    ? words('too-long', words('correction', letter(long[0])), long[1].length.toLocaleString(), longestCorrection.toLocaleString())
    : '';
}

export function begin() {
  const { rationale, corrections } = current();
  reason().value = rationale;
  part('.reason-row').hidden = rationale === '';
  editors().forEach((field, index) => {
    field.value = corrections[index] ?? '';
    field.closest('.correction').hidden = !(index in corrections);
  });
}

function typedIn(event) {
  const field = event.target;
  if (!current() || !field.closest?.('.annotate')) return;
  if (field === reason()) {
    change(answer => { answer.rationale = storable(field.value); });
  } else if (field.closest('.correction')) {
    const index = editors().indexOf(field);
    change(answer => {
      if (field.value.trim() === source(index).trim()) delete answer.corrections[index];
      else answer.corrections[index] = storable(field.value);
    });
  }
}

// A text many times too long would only make the browser stand still: it stays where it was copied from.
function refuseFlood(event) {
  const field = event.target.closest?.('.annotate textarea');
  const coming = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
  if (!field || !current() || coming.length <= FLOOD * limitOf(field)) return;
  event.preventDefault();
  say(words('flood', coming.length.toLocaleString(), limitOf(field).toLocaleString()));
}

function limitOf(field) {
  const { longestReason, longestCorrection, longestNote } = rules();
  if (field.closest('.correction')) return longestCorrection;
  return field.closest('.ask') ? longestNote : longestReason;
}

document.addEventListener('beforeinput', refuseFlood);
drawWith(() => part('.length-note') && (part('.length-note').textContent = current() ? tooLong() : ''));
document.addEventListener('input', typedIn);
