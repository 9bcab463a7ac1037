// Colours of the page as a canvas takes them. It takes no light-dark(): the browser works a colour out on an element first, for
// which it lays out styles anew, so that it is asked for each colour once as long as the page stays light or dark.
const known = new Map();
const print = matchMedia('print');
const dark = matchMedia('(prefers-color-scheme: dark)');

// Light and dark are chosen on the root element, or by the system.
new MutationObserver(() => known.clear()).observe(document.documentElement, { attributeFilter: ['style'] });
dark.addEventListener('change', () => known.clear());

// The colour of a custom property; paper is light.
export function colour(name, onPaper) {
  const key = `${name} ${onPaper} ${print.matches}`;
  if (!known.has(key)) known.set(key, workedOut(name, onPaper));
  return known.get(key);
}

function workedOut(name, onPaper) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  if (onPaper) probe.style.colorScheme = 'light';
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
