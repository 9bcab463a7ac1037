// Draws a run's curves. A plain module: nothing here is built or bundled.
import uPlot from './webjars/uplot/dist/uPlot.esm.js';

const HEIGHT = 110;

class Curve extends HTMLElement {
  #plot;
  #points;
  #resize = new ResizeObserver(() => this.#plot?.setSize({ width: this.clientWidth, height: HEIGHT }));
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #redraw = () => this.#draw();

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
    this.#resize.observe(this);
    this.#scheme.addEventListener('change', this.#redraw);
    this.#draw();
  }

  disconnectedCallback() {
    this.#resize.disconnect();
    this.#scheme.removeEventListener('change', this.#redraw);
    this.#plot?.destroy();
    this.#plot = undefined;
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
  }

  #options() {
    const colour = (name) => this.#resolve(name);
    const one = this.#points.steps.length === 1;
    return {
      width: this.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
      padding: [6, 14, 0, 0],
      scales: { x: { time: false }, y: { range: (plot, low, high) => padded(low, high) } },
      axes: [
        { show: true, size: 22, stroke: colour('--care-text-quiet'), font: '11px sans-serif', grid: { show: false },
          ticks: { show: false }, splits: (plot) => ends(plot.data[0]) },
        { show: true, size: 38, stroke: colour('--care-text-quiet'), font: '11px sans-serif',
          grid: { stroke: colour('--care-line'), width: 1 }, ticks: { show: false }, space: 34 },
      ],
      series: [
        {},
        { stroke: colour('--care-accent'), width: 1.75, points: { show: one, size: 5, fill: colour('--care-accent') } },
        { stroke: colour('--care-attention-line'), width: 1.25, dash: [4, 4], points: { show: false } },
      ].slice(0, this.#data().length),
      hooks: { setCursor: [(plot) => this.#announce(plot)] },
    };
  }

  // Shows the value under the pointer beside the curve's name.
  #announce(plot) {
    const index = plot.cursor.idx;
    this.toggleAttribute('reading', index !== null && index !== undefined);
    if (index !== null && index !== undefined) {
      const digits = new Intl.NumberFormat(document.documentElement.lang || 'en', { maximumSignificantDigits: 4 });
      this.dataset.reading = `${plot.data[0][index]}: ${digits.format(plot.data[1][index])}`;
    }
  }

  // A canvas takes no light-dark(): the browser works the colour out on an element first.
  #resolve(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
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

function ends(steps) {
  return steps.length > 1 ? [steps[0], steps[steps.length - 1]] : [steps[0]];
}

customElements.define('care-curve', Curve);
