/** A bar chart over time, and the same values as a table. */
import { html, svg } from 'lit-element';
import { PageElement } from '../shared/ui.js';

const MIN_WIDTH = 280;
const HEIGHT = 160;
const BASELINE = 130;
const LABEL_WIDTH = 44;
/** Padding and border of the figure */
const FRAME_WIDTH = 34;

/** @param {Intl.DateTimeFormatOptions} options */
const formatter = (options) => new Intl.DateTimeFormat(undefined, options);
/** @type {Record<string, Intl.DateTimeFormat>} */
const TIME_FORMATS = {
  day: formatter({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
  hour: formatter({ weekday: 'short', hour: '2-digit', minute: '2-digit' }),
};

/**
 * Returns the next 2, 4 or 10 times a power of ten. Each of them has an integral half.
 *
 * @param {number} value
 */
export function axisMaximum(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.max(2, [2, 4, 10].map((factor) => factor * power).find((maximum) => maximum >= value) ?? 0);
}

class TimeChart extends PageElement {
  static properties = { label: {}, by: {}, isPeak: { type: Boolean }, points: { attribute: false } };

  constructor() {
    super();
    this.label = '';
    this.by = 'day';
    /** Whether the points are maxima, which have no meaningful sum. */
    this.isPeak = false;
    /** @type {{at: string, value: number}[]} */
    this.points = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.resizeObserver = new ResizeObserver(() => this.requestUpdate());
    this.resizeObserver.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resizeObserver?.disconnect();
  }

  render() {
    const { points, label } = this;
    return html`<figure><figcaption><h3>${label}</h3></figcaption>
      ${this.#renderBars()}
      <details><summary>Show as table</summary><div class="table-scroll" tabindex="0" role="region" aria-label="${label} as a table"><table><thead><tr><th scope="col">Time</th><th scope="col">${label}</th></tr></thead>
        <tbody>${points.map((point) => html`<tr><th scope="row">${this.#timeOf(point)}</th><td>${point.value}</td></tr>`)}</tbody></table></div></details></figure>`;
  }

  /** @param {{at: string}} point */
  #timeOf({ at }) {
    return TIME_FORMATS[this.by].format(new Date(at));
  }

  #renderBars() {
    const { points, label } = this;
    // One unit per pixel, so that text has the same size on every screen.
    const width = Math.max(MIN_WIDTH, this.clientWidth - FRAME_WIDTH);
    const values = points.map(({ value }) => value);
    const peak = Math.max(...values);
    const maximum = axisMaximum(peak);
    const step = (width - LABEL_WIDTH) / points.length;
    const heightOf = (/** @type {number} */ value) => (value / maximum) * (BASELINE - 10);
    const total = this.isPeak ? '' : `${values.reduce((sum, value) => sum + value, 0).toLocaleString()} in total, `;
    const labeled = [0, Math.floor(points.length / 2), points.length - 1];
    return html`<svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${label}: ${total}at most ${peak.toLocaleString()} per ${this.by}">
      ${[0, maximum / 2, maximum].map((value) => {
        const y = BASELINE - heightOf(value);
        return svg`<line class="grid" x1=${LABEL_WIDTH} x2=${width} y1=${y} y2=${y}></line><text x=${LABEL_WIDTH - 6} y=${y + 4} text-anchor="end">${value.toLocaleString()}</text>`;
      })}
      ${points.map((point, index) => svg`<rect x=${LABEL_WIDTH + index * step + 1} width=${Math.max(1, step - 2)}
        y=${BASELINE - heightOf(point.value)} height=${heightOf(point.value)}><title>${this.#timeOf(point)}: ${point.value}</title></rect>`)}
      ${labeled.map((index, place) => svg`<text x=${LABEL_WIDTH + (index + 0.5) * step} y=${BASELINE + 20}
        text-anchor=${['start', 'middle', 'end'][place]}>${this.#timeOf(points[index])}</text>`)}
    </svg>`;
  }
}
customElements.define('time-chart', TimeChart);
