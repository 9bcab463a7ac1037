// Numbers beside a chart, in the language of the page.
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const language = () => document.documentElement.lang || 'en';

export function percent(value) {
  return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 1 }).format(value);
}

export function plain(value) {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 4 }).format(value);
}

// Seconds, minutes or hours, whichever a person would say.
export function duration(seconds) {
  const [size, unit] = seconds < 60 ? [1, 'second'] : seconds < 3600 ? [60, 'minute'] : [3600, 'hour'];
  return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(seconds / size);
}

export function padded(low, high) {
  const room = (high - low || Math.abs(high) || 1) * 0.1;
  return [low - room, high + room];
}

// Whole powers of ten around the values, so that each has its line.
export function factors(low, high) {
  return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
}

// At most six of them.
export function powers(low, high) {
  const first = Math.round(Math.log10(low));
  const last = Math.round(Math.log10(high));
  const step = Math.ceil((last - first) / 5) || 1;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => 10 ** (first + i * step));
}

// A power of ten: in full as long as it is short.
export function power(value) {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(exponent) <= 3) {
    return new Intl.NumberFormat(language(), { maximumFractionDigits: 3 }).format(value);
  }
  return `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => RAISED[digit]).join('')}`;
}

// A share never lies outside of 0 and 1, and its axis does not say so either.
export function within([low, high]) {
  return [Math.max(0, low), Math.min(1, high)];
}

// Numbers far below one thousandth all look like 0 unless they are written with their power of ten.
export function short(splits) {
  const tiny = splits.every((split) => Math.abs(split) < 1e-3) && splits.some((split) => split !== 0);
  const format = new Intl.NumberFormat(language(), {
    maximumSignificantDigits: 3,
    notation: tiny ? 'scientific' : 'standard',
  });
  return splits.map((split) => format.format(split));
}

export function ends(steps) {
  return steps.length > 1 ? [steps[0], steps[steps.length - 1]] : [steps[0]];
}
