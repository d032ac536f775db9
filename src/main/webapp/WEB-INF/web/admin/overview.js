/** The overview: totals and activity over time. */
import { html, nothing } from 'lit-element';
import { get, query } from '../shared/api.js';
import { PageElement } from '../shared/ui.js';
import { reportRefusal } from './data-table.js';
import './time-chart.js';

const REFRESH_MS = 60_000;
/** @type {[label: string, field: string, isPeak?: boolean][]} */
const CHARTS = [
  ['Messages', 'messages'], ['Active users', 'active_users'], ['Senders', 'senders'], ['Peak connections', 'connections', true],
  ['New accounts', 'registrations'],
];

class AdminOverview extends PageElement {
  static properties = { counts: { state: true }, error: { state: true }, by: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.counts = null;
    /** @type {Error | null} */
    this.error = null;
    this.by = 'day';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.timer = setInterval(() => this.#load(), REFRESH_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #load() {
    const { by } = this;
    try {
      const counts = await get(`admin/counts/${query({ by })}`);
      if (by === this.by) {
        this.counts = counts;
        this.error = null;
      }
    } catch (error) {
      reportRefusal(this, error);
      this.error = error;
    }
  }

  render() {
    const { counts, error } = this;
    return html`<div class="heading"><h2>Overview</h2>
        <label for="by" class="visually-hidden">Time range</label><select id="by" @change=${(/** @type {any} */ { target }) => { this.by = target.value; this.#load(); }}>
          <option value="day">Last 30 days (UTC)</option><option value="hour">Last 48 hours</option></select></div>
      ${error ? html`<p class="notice danger" role="alert">${error.message}</p>` : nothing}
      ${counts ? this.#renderCounts(counts) : error ? nothing : html`<p class="secondary" role="status">Loading…</p>`}`;
  }

  /** @param {any} counts */
  #renderCounts({ totals, by, points }) {
    return html`<dl class="totals">${[['Users', totals.users], ['Active accounts', totals.active_users],
      ['Conversations', totals.conversations], ['Messages', totals.messages]].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value.toLocaleString()}</dd></div>`)}</dl>
    <div class="charts">${CHARTS.map(([label, field, isPeak]) => html`<time-chart .label=${label} .by=${by} .isPeak=${Boolean(isPeak)}
      .points=${points.map((/** @type {any} */ point) => ({ at: point.at, value: point[field] }))}></time-chart>`)}</div>`;
  }
}
customElements.define('admin-overview', AdminOverview);
