// Reading a chart point by point: with a pointer, with a click or a touch, and with the arrow keys. To a screen reader
// the chart is a slider, which says the point at each step.

/** So many steps of Page Up and Page Down lead from end to end. */
const LEAPS = 20;

/**
 * Makes a chart readable.
 *
 * @param chart the element; the reading stands in its attribute data-reading while there is one
 * @param points how many there are; words of the one with an index; the index at a pointer; mark shows an index, -1 none
 * @returns what to call after the points changed
 */
export function readout(chart, { count, words, at, mark }) {
  let now = -1;

  const say = () => {
    const last = count() - 1;
    now = Math.min(now, last);
    chart.toggleAttribute('reading', now >= 0);
    if (now >= 0) chart.dataset.reading = words(now);
    mark(now);
    if (last < 0) return;
    chart.setAttribute('aria-valuemax', last);
    chart.setAttribute('aria-valuenow', now < 0 ? last : now);
    chart.setAttribute('aria-valuetext', words(now < 0 ? last : now));
  };
  const read = (index) => {
    now = index;
    say();
  };
  const step = (by) => read(Math.max(0, Math.min(count() - 1, (now < 0 ? count() : now) + by)));
  const keys = {
    ArrowLeft: () => step(-1),
    ArrowDown: () => step(-1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(1),
    PageUp: () => step(Math.ceil(count() / LEAPS)),
    PageDown: () => step(-Math.ceil(count() / LEAPS)),
    Home: () => read(0),
    End: () => read(count() - 1),
    Escape: () => read(-1),
  };

  chart.tabIndex = 0;
  chart.setAttribute('role', 'slider');
  chart.setAttribute('aria-readonly', 'true');
  chart.setAttribute('aria-valuemin', 0);
  chart.addEventListener('keydown', (event) => {
    if (!keys[event.key] || event.ctrlKey || event.altKey || event.metaKey || count() === 0) return;
    event.preventDefault();
    keys[event.key]();
  });
  chart.addEventListener('focus', () => now < 0 && read(count() - 1));
  chart.addEventListener('blur', () => read(-1));
  chart.addEventListener('click', (event) => read(at(event)));
  chart.addEventListener('pointermove', (event) => event.pointerType === 'mouse' && read(at(event)));
  chart.addEventListener('pointerleave', () => chart.matches(':focus') || read(-1));
  say();
  return say;
}
