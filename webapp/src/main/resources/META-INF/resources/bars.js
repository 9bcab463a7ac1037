// Reads a row of bars one by one; each bar carries its words.
import { readout } from './readout.js';

class Bars extends HTMLElement {
  #say;
  // The server adds the bars after the element.
  #added = new MutationObserver(() => this.#say());

  connectedCallback() {
    const bars = () => [...this.children];
    this.#say ??= readout(this, {
      count: () => this.children.length,
      words: (index) => this.children[index].dataset.words,
      at: (event) => nearest(bars(), event.clientX),
      mark: (index) => bars().forEach((bar, i) => bar.toggleAttribute('marked', i === index)),
    });
    this.#added.observe(this, { childList: true });
  }

  disconnectedCallback() {
    this.#added.disconnect();
  }
}

function nearest(bars, x) {
  const away = bars.map((bar) => {
    const { left, right } = bar.getBoundingClientRect();
    return Math.max(left - x, x - right, 0);
  });
  return away.indexOf(Math.min(...away));
}

customElements.define('care-bars', Bars);
