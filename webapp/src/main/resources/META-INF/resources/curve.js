// Draws figures over steps: those of a run, the evidence of a verdict. A plain module: nothing here is built or bundled.
import uPlot from './webjars/uplot/dist/uPlot.esm.js';
import { readout } from './readout.js';

const OUTSIDE = { left: -10, top: -10 };

class Curve extends HTMLElement {
  #plot;
  #points;
  #say;
  #onPaper = false;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #print = matchMedia('print');
  // The first size comes after the page is laid out, so that it is what draws a page opened at its address.
  #size = new ResizeObserver(() => (this.#plot ? this.#plot.setSize(this.#room()) : this.#draw()));
  // Light and dark are chosen on the root element.
  #scheme = new MutationObserver(() => this.#draw());
  #redraw = () => this.#draw();
  #toPaper = () => this.#forPaper(true);
  #toScreen = () => this.#forPaper(false);

  constructor() {
    super();
    // The server may have set the property before this class was known.
    if (Object.hasOwn(this, 'points')) {
      const early = this.points;
      delete this.points;
      this.#points = early;
    }
  }

  set points(points) {
    this.#points = points;
    this.#draw();
  }

  get points() {
    return this.#points;
  }

  connectedCallback() {
    this.#size.observe(this);
    this.#scheme.observe(document.documentElement, { attributeFilter: ['style'] });
    this.#dark.addEventListener('change', this.#redraw);
    this.#print.addEventListener('change', this.#redraw);
    window.addEventListener('beforeprint', this.#toPaper);
    window.addEventListener('afterprint', this.#toScreen);
    this.#draw();
  }

  disconnectedCallback() {
    this.#size.disconnect();
    this.#scheme.disconnect();
    this.#dark.removeEventListener('change', this.#redraw);
    this.#print.removeEventListener('change', this.#redraw);
    window.removeEventListener('beforeprint', this.#toPaper);
    window.removeEventListener('afterprint', this.#toScreen);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #room() {
    return { width: this.clientWidth, height: this.clientHeight };
  }

  #forPaper(onPaper) {
    this.#onPaper = onPaper;
    this.#draw();
  }

  #data() {
    const { steps, values, target } = this.#points;
    const series = [steps, values];
    if (target !== null && target !== undefined) {
      series.push(steps.map(() => target));
    }
    return series;
  }

  #draw() {
    if (!this.isConnected || !this.#points?.steps?.length || !this.clientWidth) {
      return;
    }
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), this.#data(), this);
    this.#say ??= readout(this, {
      count: () => this.#points.steps.length,
      words: (index) => this.#words(index),
      at: (event) => this.#plot.posToIdx(event.clientX - this.#plot.over.getBoundingClientRect().left),
      mark: (index) => this.#mark(index),
    });
    this.#say();
  }

  #mark(index) {
    this.#plot?.setCursor(index < 0 ? OUTSIDE : { left: this.#plot.valToPos(this.#points.steps[index], 'x'), top: 1 });
  }

  #percent(value) {
    return new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'percent', maximumFractionDigits: 1 }).format(value);
  }

  #words(index) {
    const { step, steps, values, share } = this.#points;
    const plain = new Intl.NumberFormat(document.documentElement.lang || 'en', { maximumSignificantDigits: 4 });
    const value = share ? this.#percent(values[index]) : plain.format(values[index]);
    return `${step.replace('{0}', steps[index])}: ${value}`;
  }

  #options() {
    const colour = (name) => this.#resolve(name);
    const one = this.#points.steps.length === 1;
    const { share, multiplied, target } = this.#points;
    return {
      ...this.#room(),
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
      padding: [6, 14, 0, 0],
      scales: { x: { time: false }, y: multiplied
        ? { distr: 3, range: (plot, low, high) => factors(Math.min(low, target ?? low), Math.max(high, target ?? high)) }
        : { range: (plot, low, high) => (share ? within(padded(low, high)) : padded(low, high)) } },
      axes: [
        { show: true, size: 22, stroke: colour('--care-text-quiet'), font: '11px sans-serif', grid: { show: false },
          ticks: { show: false }, splits: (plot) => ends(plot.data[0]) },
        { show: true, size: 38, stroke: colour('--care-text-quiet'), font: '11px sans-serif',
          grid: { stroke: colour('--care-line'), width: 1 }, ticks: { show: false }, space: 34,
          ...(multiplied && { splits: (plot, axis, low, high) => powers(low, high) }),
          values: (plot, splits) => (share ? splits.map((split) => this.#percent(split)) : multiplied ? splits.map(power) : short(splits)) },
      ],
      series: [
        {},
        { stroke: colour('--care-accent'), width: 1.75, points: { show: one, size: 5, fill: colour('--care-accent') } },
        { stroke: colour('--care-attention-line'), width: 1.25, dash: [4, 4], points: { show: false } },
      ].slice(0, this.#data().length),
    };
  }

  // A canvas takes no light-dark(): the browser works the colour out on an element first. Paper is light.
  #resolve(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    if (this.#onPaper) probe.style.colorScheme = 'light';
    this.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }
}

function padded(low, high) {
  const room = (high - low || Math.abs(high) || 1) * 0.1;
  return [low - room, high + room];
}

// Whole powers of ten around the values, so that each has its line.
function factors(low, high) {
  return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
}

// At most six of them.
function powers(low, high) {
  const first = Math.round(Math.log10(low));
  const last = Math.round(Math.log10(high));
  const step = Math.ceil((last - first) / 5) || 1;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => 10 ** (first + i * step));
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

// A power of ten: in full as long as it is short.
function power(value) {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(exponent) <= 3) {
    return new Intl.NumberFormat(document.documentElement.lang || 'en', { maximumFractionDigits: 3 }).format(value);
  }
  return `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => RAISED[digit]).join('')}`;
}

// A share never lies outside of 0 and 1, and its axis does not say so either.
function within([low, high]) {
  return [Math.max(0, low), Math.min(1, high)];
}

// Numbers far below one thousandth all look like 0 unless they are written with their power of ten.
function short(splits) {
  const tiny = splits.every((split) => Math.abs(split) < 1e-3) && splits.some((split) => split !== 0);
  const format = new Intl.NumberFormat(document.documentElement.lang || 'en', {
    maximumSignificantDigits: 3,
    notation: tiny ? 'scientific' : 'standard',
  });
  return splits.map((split) => format.format(split));
}

function ends(steps) {
  return steps.length > 1 ? [steps[0], steps[steps.length - 1]] : [steps[0]];
}

customElements.define('care-curve', Curve);
