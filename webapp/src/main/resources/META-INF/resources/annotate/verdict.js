// The verdict: what it still needs, whether it contradicts itself, and the moment when it can be sent.

import { changing, letter, rules, say, words } from './page.js';
import { change, counted, current, UNDECIDED } from './answer.js';
import * as criteria from './criteria.js';
import * as scores from './scores.js';
import * as typed from './typed.js';

const SIDES = ['LEFT', 'RIGHT'];

let send = () => {};
let asked = false;
let held = false;
let last = null;

export const sendWith = how => { send = how; };

export function begin() {
  asked = false;
  held = false;
  last = null;
}

/** A verdict was pressed: it goes when nothing is missing, else what is missing is said where it is missing. */
export function press(key) {
  const choice = rules().choices.find(one => one.key === key);
  if (!choice || !current()) return;
  last = key;
  change(answer => Object.assign(answer, { verdict: choice.verdict, strength: choice.strength }));
  held = !rules().criteriaFirst;
  if (!complete()) return;
  held = false;
  send();
}

/** What is no verdict is settled: the order of a ranking, or the scores of a text. */
export function done() {
  if (rules().responses === 1) scoringDone();
  else rankingDone();
}

function scoringDone() {
  const missing = scores.missing();
  if (missing.length > 0) {
    say(words('missing-scores', missing.map(one => one.label).join(words('comma'))));
    scores.point(missing);
  } else if (typedComplete()) {
    send();
  }
}

function rankingDone() {
  const answer = current();
  if (answer.ranking.length < rules().responses || answer.ranking.includes(0)) {
    say(words('missing-ranks'));
  } else if (typedComplete()) {
    change(now => { now.ranking = counted(now.ranking); });
    send();
  }
}

/** The verdict that was pressed too early, once more: from inside a text field. */
export function again() {
  if (rules().responses !== 2) done();
  else if (last) press(last);
}

/** Where the criteria come after the verdict, the last of them sends it. */
export function criterionGiven() {
  if (held && current().verdict && criteria.missing().length === 0 && complete()) {
    held = false;
    send();
  } else if (!held) {
    say('');
  }
}

function complete() {
  const missing = criteria.missing();
  if (missing.length > 0) {
    say(words(held ? 'missing-then' : 'missing-criteria', missing.map(one => one.label).join(words('comma'))));
    criteria.point(missing);
    return dropEarly();
  }
  return (typedComplete() && consistent()) || dropEarly();
}

// Criteria that come first are answered before there is a verdict at all.
function dropEarly() {
  if (!held) change(answer => Object.assign(answer, UNDECIDED));
  return false;
}

function typedComplete() {
  const tooLong = typed.tooLong();
  if (tooLong) {
    say(tooLong);
    return false;
  }
  const { required } = rules();
  const { verdict, strength, rationale } = current();
  const strong = rules().choices.some(one => one.strong && one.verdict === verdict && one.strength === strength);
  if (!rationale.trim() && (required.includes('RATIONALE') || (required.includes('RATIONALE_WHEN_STRONG') && strong))) {
    typed.openReason();
    say(words(required.includes('RATIONALE') ? 'missing-reason' : 'missing-reason-strong'));
    return false;
  }
  return true;
}

/** Safety for one response and the verdict for the other may both be meant; it is asked once. */
function consistent() {
  const { verdict, criteria: given } = current();
  const against = SIDES.includes(given.safety) && SIDES.includes(verdict) && given.safety !== verdict;
  if (!against || asked || changing()) return true;
  asked = true;
  say(words('contradiction', letter(SIDES.indexOf(given.safety)), letter(SIDES.indexOf(verdict)), last));
  criteria.mark('safety');
  return false;
}
