// Flags on a response: what is wrong, and the passage that shows it. They stand as chips below the response and are drawn
// in its text.

import { announce, isOfOneText, letter, part, parts, rules, say, storable, words } from './page.js';
import { change, current, drawWith } from './answer.js';
import { countBefore, highlight, nthIndex, positionOf, rangeOf, squeeze, textMap } from './text.js';
import { source } from './typed.js';
import * as ask from './ask.js';

const LONGEST_QUOTE = 2_000;

let marked = null;
let wanted = null;

const texts = () => parts('.response vaadin-markdown');
const kindLabel = kind => part(`.ask[data-ask="flag"] [data-kind="${kind}"] .name`).textContent;

// On a phone a press takes the selection away before the button hears of it: the last one is remembered.
document.addEventListener('selectionchange', () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) {
    if (selection?.anchorNode && texts().some(text => text.contains(selection.anchorNode))) marked = null;
    return;
  }
  const range = selection.getRangeAt(0);
  const response = texts().findIndex(text => text.contains(range.startContainer) && text.contains(range.endContainer));
  if (response >= 0) marked = { response, range: range.cloneRange(), quote: selection.toString() };
});

export function begin() {
  marked = null;
  wanted = null;
}

/** Asks what is wrong with the marked passage, or with a whole response. */
export function open(response) {
  if (!current() || rules().flags.length === 0) return;
  const inThis = marked && (response === undefined || marked.response === response) ? marked : null;
  if (!inThis && rules().required.includes('FLAG_SPAN')) {
    say(words('mark-first'));
    return;
  }
  wanted = inThis ? spanOf(inThis) : { response: response ?? (isOfOneText() ? 0 : null), quote: '', start: -1 };
  describe();
  ask.open('flag');
}

function describe() {
  const panel = part('.ask[data-ask="flag"]');
  panel.querySelector('.flag-which').hidden = wanted.response !== null;
  panel.querySelector('.flag-kinds').hidden = wanted.response === null;
  const about = wanted.response === null ? words('flag-which')
    : wanted.quote ? words('flag-passage', letter(wanted.response), shortened(wanted.quote))
      : words('flag-whole', letter(wanted.response));
  panel.querySelector('.ask-about').textContent = about;
}

const shortened = quote => (quote.length > 90 ? quote.slice(0, 88).trimEnd() + '…' : quote);

// The quote is looked for in the text as it was written; Markdown signs inside it make that fail, and the quote alone is kept.
function spanOf({ response, range, quote }) {
  const text = source(response);
  const wordsOnly = cut(storable(quote.replaceAll('\u2060', '').trim()));
  const map = textMap(texts()[response]);
  const n = countBefore(map.squeezed, squeeze(wordsOnly), positionOf(map, range));
  return { response, quote: wordsOnly, start: nthIndex(text, wordsOnly, n) };
}

// Not between the halves of a character that takes two.
const cut = text => text.slice(0, LONGEST_QUOTE).replace(/[\ud800-\udbff]$/, '');

/** The panel asked which response is meant. */
export function which(response) {
  wanted.response = response;
  describe();
  ask.takeFocus();
}

export function add(kind) {
  const flag = { ...wanted, kind };
  change(answer => {
    const fields = Object.keys(flag);
    if (!answer.flags.some(one => fields.every(name => one[name] === flag[name]))) answer.flags.push(flag);
  });
  ask.close();
  document.getSelection()?.removeAllRanges();
  marked = null;
  announce(words('flag-added', kindLabel(kind), letter(flag.response)));
}

function remove(index) {
  const [flag] = current().flags.slice(index, index + 1);
  change(answer => answer.flags.splice(index, 1));
  announce(words('flag-removed', kindLabel(flag.kind), letter(flag.response)));
}

function chip(flag, index) {
  const chip = document.createElement('li');
  chip.className = 'flag-chip';
  const kind = document.createElement('strong');
  kind.textContent = kindLabel(flag.kind);
  const quote = document.createElement('q');
  quote.dir = 'auto';
  quote.textContent = shortened(flag.quote);
  const away = document.createElement('button');
  away.type = 'button';
  away.textContent = '×';
  away.setAttribute('aria-label', words('flag-remove', kindLabel(flag.kind), letter(flag.response)));
  away.addEventListener('click', () => remove(index));
  chip.append(kind, ...(flag.quote ? [quote] : []), away);
  return chip;
}

function draw(answer) {
  parts('.flag-chips').forEach((list, response) => {
    const own = answer.flags.map((flag, index) => [flag, index]).filter(([flag]) => flag.response === response);
    list.replaceChildren(...own.map(([flag, index]) => chip(flag, index)));
    list.hidden = own.length === 0;
  });
  drawSpans();
}

/** Draws the quoted passages; called again when the texts were rendered. */
export function drawSpans() {
  const flags = (current()?.flags ?? []).filter(flag => flag.quote);
  const maps = texts().map((text, response) => (flags.some(flag => flag.response === response) ? textMap(text) : null));
  highlight('care-flag', flags.map(flag => {
    const map = maps[flag.response];
    const quote = squeeze(flag.quote);
    const n = flag.start < 0 ? 0 : countBefore(source(flag.response), flag.quote, flag.start);
    const at = map ? nthIndex(map.squeezed, quote, n) : -1;
    return at < 0 ? null : rangeOf(map, at, at + quote.length);
  }).filter(Boolean));
}

drawWith(draw);
