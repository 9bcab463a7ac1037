// Draws figures over steps: those of a run, of several runs laid over one another, the evidence of a verdict. A plain
// module: nothing here is built or bundled.
import uPlot from './webjars/uplot/dist/uPlot.esm.js';
import { duration, ends, factors, padded, percent, plain, power, powers, short, within } from './axes.js';
import { colour } from './colours.js';
import { drawKeys, endMarks, path, place, places, style } from './lines.js';
import { readout } from './readout.js';
import { smoothed, strength } from './smoothing.js';

const OUTSIDE = { left: -10, top: -10 };
const FAINT = .28;

class Curve extends HTMLElement {
  #plot;
  #frame;
  #lines = [];
  #steps = [];
  #say;
  #waiting = false;
  #asked = false;
  #onPaper = false;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #print = matchMedia('print');
  #room = { width: 0, height: 0 };
  // The size is told once the page is laid out. Asked for between two changes, it would lay the page out each time.
  #size = new ResizeObserver(([told]) => this.#sized(told.contentRect));
  // Light and dark are chosen on the root element.
  #scheme = new MutationObserver(() => this.#anew());
  // What nobody looks at yet is drawn when it comes near, or when the browser has nothing else to do.
  #near = new IntersectionObserver((seen) => this.#seen(seen.at(-1).isIntersecting), { rootMargin: '300px' });
  #isNear = false;
  #anewNow = () => this.#anew();
  #toPaper = () => this.#forPaper(true);
  #toScreen = () => this.#forPaper(false);
  #smoother = () => this.#smooth();

  // Takes what is new: the end of every line from a point on, or, with a frame, everything.
  take({ frame, lines }) {
    if (frame) {
      this.#frame = frame;
      this.#lines = [];
      this.#plot?.destroy();
      this.#plot = undefined;
    }
    lines.forEach((line, i) => {
      const known = (this.#lines[i] ??= { name: line.name, mark: line.mark, style: line.style, x: [], y: [], meanX: [], meanY: [] });
      replaceEnd(known.x, line.from, line.x);
      replaceEnd(known.y, line.from, line.y);
      replaceEnd(known.meanX, line.meanFrom, line.meanX);
      replaceEnd(known.meanY, line.meanFrom, line.meanY);
    });
    this.#smooth();
  }

  connectedCallback() {
    this.#size.observe(this);
    this.#near.observe(this);
    this.#scheme.observe(document.documentElement, { attributeFilter: ['style'] });
    this.#dark.addEventListener('change', this.#anewNow);
    this.#print.addEventListener('change', this.#anewNow);
    window.addEventListener('beforeprint', this.#toPaper);
    window.addEventListener('afterprint', this.#toScreen);
    document.addEventListener('care-smoothing', this.#smoother);
    this.#draw();
  }

  disconnectedCallback() {
    this.#size.disconnect();
    this.#near.disconnect();
    this.#scheme.disconnect();
    this.#dark.removeEventListener('change', this.#anewNow);
    this.#print.removeEventListener('change', this.#anewNow);
    window.removeEventListener('beforeprint', this.#toPaper);
    window.removeEventListener('afterprint', this.#toScreen);
    document.removeEventListener('care-smoothing', this.#smoother);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #sized({ width, height }) {
    this.#room = { width: Math.round(width), height: Math.round(height) };
    this.#plot ? this.#plot.setSize(this.#room) : this.#draw();
  }

  #forPaper(onPaper) {
    this.#onPaper = onPaper;
    this.#anew();
  }

  #seen(isNear) {
    this.#isNear = isNear;
    if (isNear && this.#waiting) this.#draw();
  }

  #smooth() {
    const by = this.#frame?.smoothed ? strength() : 0;
    for (const line of this.#lines) line.smooth = by > 0 ? smoothed(line.meanY, by) : undefined;
    this.#steps = places(this.#lines);
    this.#draw();
  }

  #anew() {
    this.#room = { width: this.clientWidth, height: this.clientHeight };
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#draw();
  }

  #later() {
    if (this.#asked) return;
    this.#asked = true;
    requestIdleCallback(() => {
      this.#asked = false;
      if (this.#waiting) this.#draw(true);
    }, { timeout: 3000 });
  }

  #draw(now = this.#isNear || this.#onPaper || this.#print.matches) {
    if (!this.isConnected || !this.#steps.length || !this.#room.width) return;
    this.#say ??= readout(this, {
      count: () => this.#steps.length,
      words: (index) => this.#words(index),
      at: (event) => this.#nearest(this.#plot.posToVal(event.clientX - this.#plot.over.getBoundingClientRect().left, 'x')),
      mark: (index) => this.#mark(index),
    });
    drawKeys(this.#legend());
    this.#waiting = !now;
    if (this.#waiting) this.#later();
    if (!this.#waiting && this.#plot?.root.isConnected) {
      this.#plot.setData(this.#corners());
    } else if (!this.#waiting) {
      this.#plot = new uPlot(this.#options(), this.#corners(), this);
    }
    this.#say();
  }

  // Of all lines together: what uPlot needs to know of them.
  #corners() {
    const { target } = this.#frame;
    const values = this.#lines.flatMap((line) => line.y);
    if (target !== null && target !== undefined) values.push(target);
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const [first, last] = ends(this.#steps);
    return last === undefined ? [[first], [low]] : [[first, last], [low, high]];
  }

  #nearest(step) {
    const after = place(this.#steps, step);
    const before = Math.max(0, after - 1);
    if (after >= this.#steps.length) return this.#steps.length - 1;
    return step - this.#steps[before] < this.#steps[after] - step ? before : after;
  }

  #legend() {
    return this.#frame.legend ? [...(this.parentElement?.querySelectorAll('[data-line]') ?? [])] : [];
  }

  #mark(index) {
    this.#plot?.setCursor(index < 0 ? OUTSIDE : { left: this.#plot.valToPos(this.#steps[index], 'x'), top: 1 });
    const step = index < 0 ? this.#steps.at(-1) : this.#steps[index];
    for (const item of this.#legend()) {
      const line = this.#lines.find((one) => one.style === Number(item.dataset.line));
      const value = item.querySelector('.legend-value');
      if (line && value) value.textContent = this.#valueOf(line, step, index < 0) ?? '–';
    }
  }

  #written(value) {
    return this.#frame.share ? percent(value) : plain(value);
  }

  // What a line is at a step: its last point until then; beyond its end nothing, unless its end is asked for.
  #valueOf(line, step, atItsEnd) {
    let at = place(line.x, step);
    if (line.x[at] !== step) at--;
    if (at < 0 || (step > line.x.at(-1) && !atItsEnd)) return undefined;
    const value = this.#written(line.y[at]);
    if (!line.smooth) return value;
    const mean = Math.min(Math.max(0, place(line.meanX, step + 1e-9) - 1), line.smooth.length - 1);
    return this.#frame.smoothed.replace('{0}', value).replace('{1}', this.#written(line.smooth[mean]));
  }

  #words(index) {
    const step = this.#steps[index];
    const where = this.#frame.step.replace('{0}', this.#frame.timed ? duration(step) : step);
    if (this.#lines.length === 1) return `${where}: ${this.#valueOf(this.#lines[0], step)}`;
    const values = this.#lines.map((line) => `${line.name} ${this.#valueOf(line, step) ?? '–'}`);
    return `${where}: ${values.join(', ')}`;
  }

  #options() {
    const quiet = this.#resolve('--care-text-quiet');
    const { share, multiplied, timed } = this.#frame;
    const many = this.#lines.length > 1;
    return {
      ...this.#room,
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      padding: [6, Math.max(many ? 34 : 14, this.#lastPlace().length * 3 + 4), 0, 0],
      scales: { x: { time: false }, y: multiplied
        ? { distr: 3, range: (plot, low, high) => factors(low, high) }
        : { range: (plot, low, high) => (share ? within(padded(low, high)) : padded(low, high)) } },
      axes: [
        { show: true, size: 22, stroke: quiet, font: '11px sans-serif', grid: { show: false },
          ticks: { show: false }, splits: (plot) => ends(plot.data[0]),
          ...(timed && { values: (plot, splits) => splits.map(duration) }) },
        { show: true, size: 38, stroke: quiet, font: '11px sans-serif',
          grid: { stroke: this.#resolve('--care-line'), width: 1 }, ticks: { show: false }, space: 34,
          ...(multiplied && { splits: (plot, axis, low, high) => powers(low, high) }),
          values: (plot, splits) => (share ? splits.map(percent) : multiplied ? splits.map(power) : short(splits)) },
      ],
      // The lines have steps of their own, so that they are drawn by hand on what uPlot measures.
      series: [{}, { points: { show: false }, paths: () => null }],
      hooks: { draw: [(plot) => this.#paint(plot)] },
    };
  }

  // The last step is written below the end of the axis, half of it beyond.
  #lastPlace() {
    return this.#frame.timed ? duration(this.#steps.at(-1)) : plain(this.#steps.at(-1));
  }

  #paint(plot) {
    const { ctx, bbox } = plot;
    const dense = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top - 2, bbox.width, bbox.height + 4);
    ctx.save();
    ctx.clip();
    ctx.lineJoin = 'round';
    const { target } = this.#frame;
    if (target !== null && target !== undefined) {
      const y = plot.valToPos(target, 'y', true);
      stroke(ctx, { colour: this.#resolve('--care-attention-line'), width: 1.25, dash: [4, 4] },
        new Path2D(`M${bbox.left} ${y}H${bbox.left + bbox.width}`), dense);
    }
    const many = this.#lines.length > 1;
    const styles = this.#lines.map((line) => {
      const { colour: name, dash } = style(line.style);
      return { colour: this.#resolve(name), dash, width: 1.75 };
    });
    this.#lines.forEach((line, i) => {
      ctx.globalAlpha = line.smooth ? FAINT : 1;
      stroke(ctx, line.smooth ? { ...styles[i], dash: [], width: 1 } : styles[i], path(plot, line.x, line.y), dense);
    });
    ctx.globalAlpha = 1;
    this.#lines.forEach((line, i) => line.smooth && stroke(ctx, styles[i], path(plot, line.meanX, line.smooth), dense));
    ctx.restore();
    if (many) endMarks(plot, this.#lines, styles, dense);
    ctx.restore();
  }

  #resolve(name) {
    return colour(name, this.#onPaper);
  }
}

function stroke(ctx, { colour, width, dash }, line, dense) {
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = width * dense;
  ctx.setLineDash(dash.map((one) => one * dense));
  ctx.stroke(line);
  if (line.isDot) ctx.fill(line);
}

function replaceEnd(known, from, end) {
  known.length = from;
  for (const one of end) known.push(one);
}

customElements.define('care-curve', Curve);
