// How strongly the curves of a page are smoothed: chosen with a slider, kept in the address and for the next page.
const KEPT = 'care-smoothing';
const MOST = .99;

let chosen;

// From 0, as measured, to just below 1.
export function strength() {
  if (chosen === undefined) {
    const written = new URLSearchParams(location.search).get('smooth') ?? localStorage.getItem(KEPT);
    const value = Number(written);
    chosen = Number.isFinite(value) ? Math.min(MOST, Math.max(0, value)) : 0;
  }
  return chosen;
}

function choose(value) {
  chosen = value;
  localStorage.setItem(KEPT, value);
  const address = new URL(location);
  if (value > 0) address.searchParams.set('smooth', value);
  else address.searchParams.delete('smooth');
  history.replaceState(history.state, '', address);
  document.dispatchEvent(new Event('care-smoothing'));
}

/**
 * An exponential moving average without the bias towards 0 that its beginning has, as TensorBoard draws it.
 *
 * @param values in order
 * @param by how much of the average stays at every value, 0 to below 1
 */
export function smoothed(values, by) {
  let average = 0;
  let weight = 1;
  return values.map((value) => {
    average = by * average + (1 - by) * value;
    weight *= by;
    return average / (1 - weight);
  });
}

class Smoothing extends HTMLElement {
  connectedCallback() {
    // Another address may ask for another strength.
    chosen = undefined;
    this.hidden = false;
    const slider = this.querySelector('input');
    const shown = this.querySelector('output');
    const show = () => {
      shown.textContent = new Intl.NumberFormat(document.documentElement.lang || 'en', { minimumFractionDigits: 2 }).format(strength());
      slider.setAttribute('aria-valuetext', strength() > 0 ? shown.textContent : this.dataset.off);
    };
    slider.value = strength();
    slider.oninput = () => {
      choose(Number(slider.value));
      show();
    };
    show();
  }
}

customElements.define('care-smoothing', Smoothing);
