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
  ctx.font = `${11 * dense}px sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.setLineDash([]);
  const marks = lines
    .map((line, i) => ({ text: line.mark, colour: styles[i].colour, width: ctx.measureText(line.mark).width,
      x: plot.valToPos(line.x.at(-1), 'x', true) + 4 * dense,
      y: plot.valToPos((line.smooth ?? line.y).at(-1), 'y', true) }))
    .sort((one, other) => one.y - other.y);
  const high = LABEL_HEIGHT * dense;
  const beside = (mark, others) => others.filter((other) => Math.abs(other.x - mark.x) < Math.max(other.width, mark.width));
  marks.forEach((mark, i) => (mark.y = Math.max(mark.y, ...beside(mark, marks.slice(0, i)).map((above) => above.y + high))));
  const bottom = bbox.top + bbox.height;
  for (let i = marks.length - 1; i >= 0; i--) {
    marks[i].y = Math.min(marks[i].y, bottom, ...beside(marks[i], marks.slice(i + 1)).map((below) => below.y - high));
  }
  for (const { text, colour, x, y } of marks) {
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  }
}

// Where any of the lines has a point, in order, each place once.
export function places(lines) {
  if (lines.length === 1) return lines[0].x;
  const all = new Float64Array(lines.reduce((sum, line) => sum + line.x.length, 0));
  let from = 0;
  for (const line of lines) {
    all.set(line.x, from);
    from += line.x.length;
  }
  all.sort();
  return all.filter((step, i) => i === 0 || step !== all[i - 1]);
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
