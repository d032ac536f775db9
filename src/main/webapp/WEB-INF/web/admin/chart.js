/** A bar chart over time, and the same as a table for those who don't see it. */
import { html, svg } from 'lit-element';
import { Part } from '../shared/parts.js';

const NARROWEST = 280;
const HEIGHT = 160;
const BASE = 130;
const LEFT = 44;

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const LABELS = {
  day: format({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
  hour: format({ weekday: 'short', hour: '2-digit', minute: '2-digit' }),
};

/** The next 2, 4 or 10 times a power of ten, which has a middle. */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [2, 4, 10].map((factor) => factor * power).find((step) => step >= value);
}

class TimeChart extends Part {
  // With `most`, the points are no sums: adding them up would mean nothing.
  static properties = { name: {}, by: {}, most: { type: Boolean }, points: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => this.requestUpdate());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  render() {
    const { points } = this;
    // As many units as pixels, so that letters have one size on every screen.
    const width = Math.max(NARROWEST, this.clientWidth - 34);
    const top = Math.max(ceiling(Math.max(...points.map(({ value }) => value))), 2);
    const step = (width - LEFT) / points.length;
    const sum = points.reduce((all, { value }) => all + value, 0);
    const label = ({ at }) => LABELS[this.by].format(new Date(at));
    const lines = [0, top / 2, top];
    const marks = [0, Math.floor(points.length / 2), points.length - 1];
    return html`<figure><figcaption><h3>${this.name}</h3></figcaption>
      <svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${this.name}: ${this.most ? '' : `${sum.toLocaleString()} in all, `}at most ${
        Math.max(...points.map(({ value }) => value)).toLocaleString()} in one ${this.by}">
        ${lines.map((value) => {
          const y = BASE - (value / top) * (BASE - 10);
          return svg`<line class="grid" x1=${LEFT} x2=${width} y1=${y} y2=${y}></line><text x=${LEFT - 6} y=${y + 4} text-anchor="end">${value.toLocaleString()}</text>`;
        })}
        ${points.map((point, index) => {
          const height = (point.value / top) * (BASE - 10);
          return svg`<rect x=${LEFT + index * step + 1} width=${Math.max(1, step - 2)} y=${BASE - height} height=${height}><title>${label(point)}: ${point.value}</title></rect>`;
        })}
        ${marks.map((index, place) => svg`<text x=${LEFT + (index + 0.5) * step} y=${BASE + 20}
          text-anchor=${['start', 'middle', 'end'][place]}>${label(points[index])}</text>`)}
      </svg>
      <details><summary>As a table</summary><div class="wide-table" tabindex="0" role="region" aria-label="${this.name} as a table"><table><thead><tr><th scope="col">From</th><th scope="col">${this.name}</th></tr></thead>
        <tbody>${points.map((point) => html`<tr><th scope="row">${label(point)}</th><td>${point.value}</td></tr>`)}</tbody></table></div></details></figure>`;
  }
}
customElements.define('time-chart', TimeChart);
