// What differs between two responses, on demand: words in a language that has spaces, characters in one that has none.
// The texts themselves are not touched.

import { announce, part, parts, say, words } from './page.js';
import { highlight } from './text.js';

// Above this the table of a comparison would take more memory than a page should.
const LARGEST_TABLE = 36_000_000;
const NO_SPACES = /^(zh|ja|th|lo|km|my|yue)\b/i;
const UNKNOWN_NO_SPACES = /[\u3040-\u30ff\u3400-\u9fff]/;
// A run of fewer equal words between two differences is chance, not agreement.
const SHORTEST_AGREEMENT = { word: 2, grapheme: 3 };
const NEARLY_ALL = .85;

let shown = false;

const texts = () => parts('.response vaadin-markdown');

/** Words or characters with their place; white space and signs between words are left out. */
function tokens(element, language, granularity) {
  const segmenter = new Intl.Segmenter(language || undefined, { granularity });
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { segment, index, isWordLike } of segmenter.segment(node.data)) {
      const counts = granularity === 'word' ? isWordLike || /[^\s\u2060\p{P}]/u.test(segment) : /[^\s\u2060]/.test(segment);
      if (counts) found.push({ node, word: segment, from: index, to: index + segment.length });
    }
  }
  return found;
}

/** Marks in two lists which entries belong to a longest common subsequence. */
export function common(left, right) {
  const columns = right.length + 1;
  const table = new Uint16Array((left.length + 1) * columns);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i * columns + j] = left[i] === right[j]
        ? table[(i + 1) * columns + j + 1] + 1
        : Math.max(table[(i + 1) * columns + j], table[i * columns + j + 1]);
    }
  }
  const kept = [new Array(left.length).fill(false), new Array(right.length).fill(false)];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) {
      kept[0][i++] = true;
      kept[1][j++] = true;
    } else if (table[(i + 1) * columns + j] >= table[i * columns + j + 1]) i++;
    else j++;
  }
  return kept;
}

// Chance agreements are taken as differences too, on both sides where they stand between two of them.
function withoutChance(kept, shortest) {
  for (let from = 0; from < kept.length;) {
    let to = from;
    while (to < kept.length && kept[to] === kept[from]) to++;
    if (kept[from] && to - from < shortest && from > 0 && to < kept.length) kept.fill(false, from, to);
    from = to;
  }
  return kept;
}

function ranges(list, kept) {
  const found = [];
  for (let i = 0; i < list.length; i++) {
    if (kept[i]) continue;
    const last = found.at(-1);
    if (i > 0 && !kept[i - 1] && last.endContainer === list[i].node) {
      last.setEnd(list[i].node, list[i].to);
    } else {
      const range = document.createRange();
      range.setStart(list[i].node, list[i].from);
      range.setEnd(list[i].node, list[i].to);
      found.push(range);
    }
  }
  return found;
}

/** Draws the differences, or takes them away. */
export function toggle() {
  if (texts().length !== 2) return;
  shown = !shown;
  draw(true);
}

/** Draws again what is shown, for texts that came meanwhile. */
export function draw(aloud) {
  part('[data-key="d"]')?.setAttribute('aria-pressed', String(shown));
  highlight('care-diff', []);
  if (!shown || texts().length !== 2) {
    if (aloud) announce(words('diff-off'));
    return;
  }
  const language = texts()[0].closest('[lang]')?.lang ?? '';
  const spaceless = NO_SPACES.test(language) || (!language && UNKNOWN_NO_SPACES.test(texts()[0].textContent));
  const granularity = spaceless ? 'grapheme' : 'word';
  const lists = texts().map(text => tokens(text, language, granularity));
  if (lists[0].length * lists[1].length > LARGEST_TABLE) {
    say(words('diff-too-long'));
    return;
  }
  const kept = common(...lists.map(list => list.map(one => one.word)))
    .map(side => withoutChance(side, SHORTEST_AGREEMENT[granularity]));
  const differing = lists.map((list, side) => ranges(list, kept[side]));
  highlight('care-diff', differing.flat());
  const share = kept.flat().filter(one => !one).length / Math.max(1, kept.flat().length);
  const said = share > NEARLY_ALL ? words('diff-all') : words('diff-on', differing[0].length, differing[1].length);
  if (aloud) {
    announce(said);
    if (share > NEARLY_ALL) say(said);
  }
}
