// The browser's half of the annotation page. What a person says of a pair is gathered here without the server, so that a key
// is answered at once; the verdict carries all of it in one round trip. It knows no more than what the page shows.

import { changing, keyOf, numLockIsOff, OVERLAYS, page, part, parts, rules, say, storable, tell, typing, words } from './annotate/page.js';
import * as answers from './annotate/answer.js';
import * as ask from './annotate/ask.js';
import * as criteria from './annotate/criteria.js';
import * as diff from './annotate/diff.js';
import * as drafts from './annotate/drafts.js';
import * as flags from './annotate/flags.js';
import * as pace from './annotate/pace.js';
import * as ranking from './annotate/ranking.js';
import * as reading from './annotate/reading.js';
import * as scores from './annotate/scores.js';
import * as time from './annotate/time.js';
import * as typed from './annotate/typed.js';
import * as verdict from './annotate/verdict.js';

let shownOn = null;
let pair = null;
let sentFrom = null;
let sentNote = null;
let textsToSettle = 0;

const KEYS = {
  r: () => answers.current() && typed.openReason(),
  f: () => flags.open(),
  c: () => answers.current() && rules().corrections && ask.open('correct'),
  d: () => answers.current() && diff.toggle(),
  l: () => answers.current() && reading.toggleLinked(),
  s: () => unlessChanging(() => ask.open('skip')),
  a: () => unlessChanging(() => ask.open('escalate')),
  p: () => unlessChanging(() => ask.open('privacy')),
  z: () => changing() || toServer({ what: 'back' }),
  g: () => tell({ what: 'guidelines' }),
  m: () => toServer({ what: 'work' }),
  '?': () => tell({ what: 'keys' }),
  '+': () => reading.resize(1),
  '=': () => reading.resize(1),
  '-': () => reading.resize(-1),
  Enter: () => answers.current() && rules().responses !== 2 && verdict.done(),
  Escape: () => changing() && toServer({ what: 'leave' }),
};

function unlessChanging(action) {
  if (answers.current() && !changing()) action();
}

/** Sends something that brings another pair. */
function toServer(event) {
  pace.sent();
  drafts.flush();
  tell({ active: time.spent(), ...event });
}

verdict.sendWith(() => {
  drafts.hold();
  sentFrom = drafts.keyInView();
  const why = part('.change-row [data-why][aria-pressed="true"]')?.dataset.why ?? '';
  const note = storable(part('.change-row input')?.value ?? '');
  toServer({ what: 'verdict', answer: answers.current(), reason: why, note });
});
criteria.tellWith(verdict.criterionGiven);
answers.watchWith(drafts.keep);

/** A key or the button that bears it; tells whether it meant something. */
function act(key) {
  if (ask.key(key)) return true;
  if (answers.current() && (ranking.key(key) || criteria.key(key) || scores.key(key))) return true;
  if (/^[1-9]$/.test(key)) {
    verdict.press(key);
    return true;
  }
  if (!Object.hasOwn(KEYS, key)) return false;
  KEYS[key]();
  return true;
}

function startPair() {
  const root = page();
  // A person who went elsewhere and came back has a page of its own, which counts from 1 again.
  if (!root || (root === shownOn && root.dataset.pair === pair)) return;
  shownOn = root;
  pair = root.dataset.pair;
  if (sentFrom) drafts.settled(sentFrom);
  if (sentNote) ask.settled(sentNote);
  sentFrom = null;
  sentNote = null;
  ask.close();
  pace.begin();
  say('');
  time.begin();
  verdict.begin();
  flags.begin();
  if (!root.dataset.comparison) {
    answers.end();
    return;
  }
  const { answer, unsent, isUnsaved } = drafts.restored();
  answers.begin(answer);
  if (isUnsaved) drafts.keep(answer);
  typed.begin();
  criteria.begin();
  ranking.begin();
  scores.begin();
  reading.begin();
  settleTexts();
  const choice = unsent && rules().choices.find(one => one.verdict === unsent.verdict && one.strength === unsent.strength);
  if (choice) say(words('unsent', choice.label, choice.key));
}

// The texts are rendered a moment after the pair came; what is drawn over them follows.
function settleTexts() {
  cancelAnimationFrame(textsToSettle);
  textsToSettle = requestAnimationFrame(() => {
    if (!answers.current()) return;
    diff.draw(false);
    flags.drawSpans();
    reading.settle();
  });
}

function keyWhileTyping(event) {
  if (event.key === 'Escape') {
    if (event.target.closest?.('.ask')) ask.close();
    else event.target.blur?.();
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const send = event.target.closest?.('.ask')?.querySelector('[data-send]');
    if (send) send.click();
    else if (event.target.closest?.('.reason-row, .correction')) verdict.again();
  }
}

// Heard on the way down: a dialog that is still fading has the focus and lets no key up, and a key that closes one finds it open.
document.addEventListener('keydown', event => {
  if (!page() || event.isComposing || event.keyCode === 229 || document.querySelector(OVERLAYS)) return;
  if (typing(event)) {
    keyWhileTyping(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = keyOf(event);
  const onButton = event.target.closest?.('button, a, summary, vaadin-button') && !event.target.closest('.rank-chip');
  if ((key === 'Enter' && onButton) || (event.repeat && !'+=-'.includes(key))) return;
  if (numLockIsOff(event)) say(words('num-lock'));
  else if (!act(key)) return;
  event.preventDefault();
}, { capture: true });

const CLICKS = [
  ['.ask [data-send]', button => sendAsked({ what: button.closest('.ask').dataset.ask, note: ask.note() })],
  ['.ask [data-reason]', button => sendAsked({ what: 'skip', reason: button.dataset.reason, note: ask.note() })],
  ['.ask [data-kind]', button => flags.add(button.dataset.kind)],
  ['.ask [data-which]', button => flags.which(Number(button.dataset.which))],
  ['.ask [data-correct]', button => {
    ask.close();
    typed.openCorrection(Number(button.dataset.correct));
  }],
  ['.ask [data-close]', () => ask.close()],
  ['.response [data-flag]', button => flags.open(Number(button.dataset.flag))],
  ['.response [data-correct]', button => typed.openCorrection(Number(button.dataset.correct))],
  ['.response [data-drop]', button => typed.dropCorrection(Number(button.dataset.drop))],
  ['.score-row button', button => scores.press(button.closest('.score-row').dataset.score, Number(button.dataset.value))],
  ['[data-criterion] button', button => criteria.press(button.closest('.criterion').dataset.criterion, button.dataset.value)],
  ['.rank-chip', button => ranking.mark(Number(button.dataset.response))],
  ['.rank-put', button => ranking.put(Number(button.closest('.rank-place').dataset.rank))],
  ['[data-why]', button => parts('[data-why]').forEach(one => one.setAttribute('aria-pressed', String(one === button)))],
  ['[data-rested]', () => time.rested()],
  ['[data-key]', button => act(button.dataset.key)],
];

function sendAsked(event) {
  if (event.note.length > rules().longestNote) {
    say(words('too-long', words('note'), event.note.length.toLocaleString(), rules().longestNote.toLocaleString()));
    return;
  }
  if (event.what === 'escalate' && !event.note) {
    say(words('missing-why'));
    part('.ask:not([hidden]) textarea').focus();
    return;
  }
  sentFrom = drafts.keyInView();
  sentNote = ask.keyInView();
  ask.close();
  toServer(event);
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('.annotate button');
  if (!button) return;
  // Else the next key would draw a ring round what was clicked.
  if (event.detail > 0) pace.dropFocus();
  CLICKS.find(([selector]) => button.matches(selector))?.[1](button);
});

// A press on "flag" must not take away the passage that was marked for it.
document.addEventListener('mousedown', event => {
  if (event.target.closest?.('.annotate :is([data-key="f"], [data-flag])')) event.preventDefault();
});

function changed(mutations) {
  if (!page()) return;
  // Before another pair begins, for it forgets here what the server has taken.
  if (mutations.some(one => one.attributeName === 'data-refused')) {
    pace.refused();
    sentFrom = null;
    sentNote = null;
  }
  startPair();
  for (const { target, attributeName } of mutations) {
    if (attributeName === 'data-saved') drafts.saved(Number(target.dataset.saved));
    if (!attributeName && target.closest?.('.response vaadin-markdown')) settleTexts();
  }
}

new MutationObserver(changed).observe(document.body,
  { subtree: true, childList: true, attributes: true, attributeFilter: ['data-pair', 'data-saved', 'data-refused'] });
if (page()) {
  startPair();
  drafts.forgetOld();
}
