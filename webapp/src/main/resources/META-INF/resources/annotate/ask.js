// The small questions above the verdicts: what to flag, why to skip, to pass on, to report. They open and close without the
// server, take digits for their choices, and never cover the text.

import { page, part, parts, say, storable } from './page.js';

let before = null;

const panel = name => part(`.ask[data-ask="${name}"]`);
const opened = () => part('.ask:not([hidden])');
const noteKey = box => `careloop-note:${page().dataset.person}:${page().dataset.comparison}:${box.dataset.ask}`;

export const isOpen = () => Boolean(opened());

/** Opens a question, or closes it when it is open. */
export function open(name) {
  const box = panel(name);
  if (!box) return;
  const again = !box.hidden;
  close();
  if (again) return;
  say('');
  before = document.activeElement;
  box.hidden = false;
  const note = box.querySelector('textarea');
  // What was typed and not sent is there again, also after the page was loaded anew.
  if (note) note.value = sessionStorage.getItem(noteKey(box)) ?? '';
  takeFocus();
  box.scrollIntoView({ block: 'nearest' });
}

/** To the field, where the question has nothing else; else to the question, for a ring on its first choice would speak for it. */
export function takeFocus() {
  const box = opened();
  (visibleChoices().length > 0 ? box : box.querySelector('textarea') ?? box).focus();
}

export function close() {
  const box = opened();
  if (!box) return;
  box.hidden = true;
  before?.focus?.();
  before = null;
}

/** What was typed in the question. */
export const note = () => storable(opened().querySelector('textarea')?.value ?? '').trim();

/** Where what was typed in the open question is kept until the server has it. */
export const keyInView = () => noteKey(opened());

/** The server has what was typed: nothing of it has to be kept here. */
export const settled = key => sessionStorage.removeItem(key);

/** A digit chooses; tells whether the key was for the question. */
export function key(pressed) {
  if (!isOpen()) return false;
  if (pressed === 'Escape') close();
  else if (/^[1-9]$/.test(pressed)) visibleChoices()[Number(pressed) - 1]?.click();
  else return false;
  return true;
}

const visibleChoices = () => parts('.ask:not([hidden]) button[data-choice]').filter(one => one.offsetParent !== null);

document.addEventListener('input', event => {
  const box = event.target.closest?.('.annotate .ask');
  if (!box) return;
  try {
    sessionStorage.setItem(noteKey(box), event.target.value);
  } catch {
    // Too long to be kept; it stays in the field.
  }
});
