// Lines of a chart that are told apart without their colour: each has strokes of its own and its name at its end.
const COLOURS = 5;
const DASHES = [[], [9, 4], [2, 3], [12, 3, 2, 3]];
const LABEL_HEIGHT = 12;

// No two of twenty lines have both in common, and neighbours have neither.
export function style(index) {
  return { colour: `--care-line-${(index % COLOURS) + 1}`, dash: DASHES[index % DASHES.length] };
}

// The first index whose step is not below one; the number of steps if all are.
export function place(steps, step) {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

// A line over the steps on a plot; a dot where there is a single point.
export function path(plot, x, y) {
  const line = new Path2D();
  const across = straight(plot, 'x', plot.scales.x.min, plot.scales.x.max);
  if (x.length === 1) {
    line.arc(across(x[0]), plot.valToPos(y[0], 'y', true), 2 * devicePixelRatio, 0, 7);
    line.isDot = true;
    return line;
  }
  const factor = plot.scales.y.distr === 3;
  const up = factor ? (value) => plot.valToPos(value, 'y', true) : straight(plot, 'y', plot.scales.y.min, plot.scales.y.max);
  line.moveTo(across(x[0]), up(y[0]));
  for (let i = 1; i < x.length; i++) line.lineTo(across(x[i]), up(y[i]));
  return line;
}

// Two positions say all of them where distances are equal.
function straight(plot, scale, low, high) {
  const from = plot.valToPos(low, scale, true);
  const slope = high === low ? 0 : (plot.valToPos(high, scale, true) - from) / (high - low);
  return (value) => from + (value - low) * slope;
}

// The mark of each line at its end; those that would cover one another make room.
export function endMarks(plot, lines, styles, dense) {
  const { ctx, bbox } = plot;
  const marks = lines
    .map((line, i) => ({ text: line.mark, colour: styles[i].colour,
      x: plot.valToPos(line.x.at(-1), 'x', true) + 4 * dense,
      y: plot.valToPos((line.smooth ?? line.y).at(-1), 'y', true) }))
    .sort((one, other) => one.y - other.y);
  ctx.font = `${11 * dense}px sans-serif`;
  ctx.textBaseline = 'middle';
  ctx.setLineDash([]);
  let room = -Infinity;
  const spread = marks.map(({ y }) => (room = Math.max(y, room + LABEL_HEIGHT * dense)));
  const over = Math.max(0, (spread.at(-1) ?? 0) - (bbox.top + bbox.height));
  marks.forEach(({ text, colour, x }, i) => {
    ctx.fillStyle = colour;
    ctx.fillText(text, x, spread[i] - over);
  });
}

// A piece of its line beside every name.
export function drawKeys(items) {
  for (const item of items) {
    const key = item.querySelector('.line-key:empty');
    if (!key) continue;
    const { colour, dash } = style(Number(item.dataset.line));
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    svg.setAttribute('viewBox', '0 0 30 8');
    svg.setAttribute('aria-hidden', 'true');
    for (const [name, value] of Object.entries({ x1: 0, x2: 30, y1: 4, y2: 4, 'stroke-width': 2, 'stroke-dasharray': dash.join(' ') })) {
      line.setAttribute(name, value);
    }
    line.style.stroke = `var(${colour})`;
    svg.append(line);
    key.append(svg);
  }
}
