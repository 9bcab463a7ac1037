// Reading in comfort: the size of the text, scrolling that is linked, one response after the other on a narrow screen.

import { announce, page, part, parts, words } from './page.js';

const SIZES = [1, 1.125, 1.25, 1.5, 1.75, 2];
const SIZE = 'careloop-text-size';
const SEPARATE = 'careloop-scroll-separately';

const panels = () => parts('.response');
const pages = () => part('.response-pages');

let linked = kept(SEPARATE) !== 'yes';
let led = null;
let ledUntil = 0;

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds for this page.
  }
}

const size = () => (SIZES.includes(Number(kept(SIZE))) ? Number(kept(SIZE)) : 1);
const applySize = value => document.documentElement.style.setProperty('--care-reading', String(value));

/** Makes the text larger (1) or smaller (-1); it stays so in this browser. */
export function resize(step) {
  const value = SIZES[Math.min(SIZES.length - 1, Math.max(0, SIZES.indexOf(size()) + step))];
  keep(SIZE, String(value));
  applySize(value);
  drawLinked();
  announce(words('text-size', Math.round(value * 100)));
}

/** Links the scrolling of the responses, or parts it; it stays so in this browser. */
export function toggleLinked() {
  linked = !linked;
  keep(SEPARATE, linked ? 'no' : 'yes');
  drawLinked();
  announce(words(linked ? 'linked' : 'separate'));
}

function drawLinked() {
  part('[data-key="l"]')?.setAttribute('aria-pressed', String(linked));
  const scrolling = panels().some(scrolls);
  page()?.classList.toggle('scrolls', scrolling);
  // A box that scrolls has to be reached from the keyboard; one that does not would only be in the way.
  panels().forEach(panel => reach(panel, scrolling));
  if (part('.prompt')) reach(part('.prompt'), scrolls(part('.prompt')));
}

const scrolls = box => box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY === 'auto';
const reach = (box, byKeys) => (byKeys ? box.setAttribute('tabindex', '0') : box.removeAttribute('tabindex'));

export function begin() {
  part('main')?.scrollTo(0, 0);
  window.scrollTo(0, 0);
  pages()?.scrollTo({ left: 0, behavior: 'instant' });
  [part('.prompt'), ...panels()].forEach(box => box?.scrollTo(0, 0));
  drawLinked();
}

/** Called when the texts were rendered or the window changed. */
export const settle = drawLinked;

// A response leads as long as it is scrolled by hand; the others follow to the same share of their length.
function follow(panel) {
  const now = performance.now();
  if (!linked || (led !== panel && now < ledUntil)) return;
  led = panel;
  ledUntil = now + 120;
  const share = panel.scrollTop / Math.max(1, panel.scrollHeight - panel.clientHeight);
  panels().filter(one => one !== panel).forEach(one => one.scrollTo({ top: share * (one.scrollHeight - one.clientHeight), behavior: 'instant' }));
}

function markTab(scroller) {
  const at = Math.round(scroller.scrollLeft / Math.max(1, scroller.clientWidth));
  parts('.response-tabs button').forEach((tab, index) => tab.setAttribute('aria-pressed', String(index === at)));
}

document.addEventListener('scroll', event => {
  const list = event.target.classList;
  if (list?.contains('response-pages')) markTab(event.target);
  else if (list?.contains('response')) follow(event.target);
}, { capture: true, passive: true });

document.addEventListener('click', event => {
  const tab = event.target.closest?.('.annotate .response-tabs button');
  if (tab) panels()[parts('.response-tabs button').indexOf(tab)].scrollIntoView({ inline: 'start', block: 'nearest' });
});

window.addEventListener('resize', () => page() && drawLinked());
applySize(size());
