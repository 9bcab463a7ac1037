// Finds passages in a rendered text. White space is left out of account, for a marked passage has other line breaks than
// its Markdown; so are the word joiners that keep the renderer from seeing a tag.

const IGNORED = /[\s\u2060]/;
const IGNORED_ALL = /[\s\u2060]+/g;

export const squeeze = text => text.replace(IGNORED_ALL, '');

/** The text of an element without white space, and where in the document each of its characters stands. */
export function textMap(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  const offsets = [];
  let squeezed = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.data.length; i++) {
      if (IGNORED.test(node.data[i])) continue;
      squeezed += node.data[i];
      nodes.push(node);
      offsets.push(i);
    }
  }
  return { squeezed, nodes, offsets };
}

/** The passages between two positions of a map, as a range; null when there is nothing between them. */
export function rangeOf(map, from, to) {
  if (from < 0 || to <= from || to > map.nodes.length) return null;
  const range = document.createRange();
  range.setStart(map.nodes[from], map.offsets[from]);
  range.setEnd(map.nodes[to - 1], map.offsets[to - 1] + 1);
  return range;
}

/** Where a text stands the n-th time (0 the first) in another, both squeezed; -1 when it does not. */
export function nthIndex(text, wanted, n) {
  let at = -1;
  for (let i = 0; i <= n; i++) {
    const next = wanted === '' ? -1 : text.indexOf(wanted, at + 1);
    if (next < 0) return at;
    at = next;
  }
  return at;
}

/** How often a text begins in another before a position. */
export function countBefore(text, wanted, position) {
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0 && at < position && wanted; at = text.indexOf(wanted, at + 1)) count++;
  return count;
}

/** The position in a map at which a range begins. */
export function positionOf(map, range) {
  const probe = document.createRange();
  let low = 0;
  let high = map.nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    probe.setStart(map.nodes[middle], map.offsets[middle]);
    if (range.compareBoundaryPoints(Range.START_TO_START, probe) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Draws ranges without touching the text, so that a reader hears it as it is. */
export function highlight(name, ranges) {
  if (!CSS.highlights) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}
