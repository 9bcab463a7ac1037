// The browser's half of the annotation page. It turns keys, clicks and touches into one event, measures active time,
// and moves between the two responses on a narrow screen. It knows no more than what the page shows.

const KEYS = new Set(['1', '2', '3', '4', 'r', 's', 'z', '?']);
const IDLE_AFTER = 60_000;
const STILL_HERE_EVERY = 240_000;
const LONGEST_ANSWER = 1_000;

let pair = null;
let active = 0;
let lastSeen = performance.now();
let lastActivity = lastSeen;
let lastSaidHere = lastSeen;
let deafUntil = 0;

const page = () => document.querySelector('.annotate');
const typing = event => event.composedPath().some(node =>
  node.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(node.tagName));
const dialogOpen = () => document.querySelector('vaadin-dialog[opened], vaadin-menu-bar-overlay[opened]') !== null;

function countTime() {
  const now = performance.now();
  if (document.visibilityState === 'visible' && now - lastActivity < IDLE_AFTER) {
    active += now - lastSeen;
  }
  lastSeen = now;
}

// A reason opens here and at once: a round trip would let the first typed characters act as keys.
function openReason() {
  const row = document.querySelector('.reason-row');
  row.classList.remove('closed');
  row.querySelector('textarea').focus();
}

// After a press, presses are ignored until the server has answered it.
function send(key) {
  const root = page();
  if (!root || performance.now() < deafUntil) return;
  if (key === 'r') {
    openReason();
  } else {
    countTime();
    deafUntil = performance.now() + LONGEST_ANSWER;
    const detail = { key, pair: Number(root.dataset.pair), active: Math.round(active) };
    root.dispatchEvent(new CustomEvent('act', { detail }));
  }
}

function startPair() {
  const root = page();
  if (!root || root.dataset.pair === pair) return;
  pair = root.dataset.pair;
  deafUntil = 0;
  const row = document.querySelector('.reason-row');
  row?.classList.toggle('closed', row.querySelector('vaadin-text-area').value === '');
  countTime();
  active = 0;
  window.scrollTo(0, 0);
  document.querySelector('.response-pages')?.scrollTo({ left: 0, behavior: 'instant' });
}

document.addEventListener('keydown', event => {
  if (!page() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (dialogOpen()) return;
  if (typing(event)) {
    if (event.key === 'Escape') document.activeElement.blur();
    return;
  }
  const changing = event.key === 'Escape' && document.querySelector('.change-row:not([hidden])');
  if (KEYS.has(event.key) || changing) {
    event.preventDefault();
    send(event.key);
  }
});

document.addEventListener('click', event => {
  const button = event.target.closest?.('.annotate [data-key]');
  if (button) send(button.dataset.key);
  const tab = event.target.closest?.('.annotate [data-tab]');
  if (tab) document.querySelector(`.response[data-side=${tab.dataset.tab}]`)
    .scrollIntoView({ inline: 'start', block: 'nearest' });
});

document.addEventListener('scroll', event => {
  if (!event.target.classList?.contains('response-pages')) return;
  const second = event.target.scrollLeft > event.target.clientWidth / 2;
  document.querySelectorAll('.response-tabs [data-tab]').forEach(tab =>
    tab.setAttribute('aria-pressed', String((tab.dataset.tab === 'right') === second)));
}, { capture: true, passive: true });

for (const sign of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchmove']) {
  document.addEventListener(sign, () => { countTime(); lastActivity = performance.now(); }, { capture: true, passive: true });
}

setInterval(() => {
  countTime();
  const now = performance.now();
  if (page() && lastActivity > lastSaidHere && now - lastSaidHere > STILL_HERE_EVERY) {
    lastSaidHere = now;
    page().dispatchEvent(new CustomEvent('here'));
  }
}, 1000);

new MutationObserver(startPair)
  .observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-pair'] });
startPair();
