/** A list of the API as a table: searched, filtered, sorted and paged. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, query } from '../shared/api.js';
import { PageElement, announce, countOf, toast, toastError } from '../shared/ui.js';

const PAGE_SIZE = 25;
const SEARCH_DELAY_MS = 250;

/**
 * Notifies the console that the API refused a request: the user may no longer be an administrator.
 *
 * @param {PageElement} element
 * @param {any} error
 */
export function reportRefusal(element, { type }) {
  if (type === 'permission-denied') {
    element.dispatchEvent(new Event('refused', { bubbles: true }));
  }
}

/** The base of the console's lists. Subclasses define the path and render the table. */
export class DataTable extends PageElement {
  static properties = { page: { state: true }, error: { state: true }, parameters: { state: true } };

  constructor() {
    super();
    /** @type {Record<string, any>} */
    this.parameters = { limit: PAGE_SIZE, offset: 0 };
    /** @type {{count: number, results: any[]} | null} */
    this.page = null;
    /** @type {Error | null} */
    this.error = null;
    /** @type {number | null} */
    this.announcedCount = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @returns {string} the path of the list in the API */
  get path() {
    throw new Error('A subclass defines the path.');
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  /**
   * Reads a page.
   *
   * @param {Record<string, any>} [changes] of the parameters
   */
  async load(changes = {}) {
    this.parameters = { ...this.parameters, ...changes };
    const { parameters } = this;
    try {
      const page = await get(`${this.path}${query(parameters)}`);
      if (parameters !== this.parameters) {
        return;
      }
      if (!page.results.length && page.count && parameters.offset) {
        // The last page became empty.
        await this.load({ offset: Math.floor((page.count - 1) / PAGE_SIZE) * PAGE_SIZE });
        return;
      }
      this.page = page;
      this.error = null;
      if (this.announcedCount !== page.count) {
        this.announcedCount = page.count;
        announce(countOf(page.count, 'result'));
      }
    } catch (error) {
      reportRefusal(this, error);
      if (parameters === this.parameters) {
        this.error = error;
      }
    }
  }

  /** @param {string} label */
  renderSearch(label) {
    return html`<div class="field"><label for="search">${label}</label><input id="search" type="search" autocomplete="off"
      @input=${(/** @type {any} */ { target }) => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load({ search: target.value.trim(), offset: 0 }), SEARCH_DELAY_MS);
      }}></div>`;
  }

  /**
   * @param {string} label
   * @param {string} name of the parameter
   * @param {Record<string, string>} options labels by value
   */
  renderSelect(label, name, options) {
    return html`<div class="field"><label for="filter-${name}">${label}</label><select id="filter-${name}"
      @change=${(/** @type {any} */ { target }) => this.load({ [name]: target.value, offset: 0 })}>
      ${Object.entries(options).map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></div>`;
  }

  /**
   * @param {string} label
   * @param {string} name of the parameter
   */
  renderTimeFilter(label, name) {
    return html`<div class="field"><label for="filter-${name}">${label}</label><input id="filter-${name}" type="datetime-local"
      @change=${(/** @type {any} */ { target }) =>
        this.load({ [name]: target.value ? new Date(target.value).toISOString() : '', offset: 0 })}></div>`;
  }

  /**
   * @param {string} caption
   * @param {[label: string, ordering?: string][]} columns with the API's name of the ordering, if the column can be sorted
   * @param {(item: any) => any} renderRow
   */
  renderTable(caption, columns, renderRow) {
    const { error, page } = this;
    if (error) {
      return html`<p class="notice danger" role="alert">${error.message} <button @click=${() => this.load()}>Retry</button></p>`;
    }
    if (!page) {
      return html`<p class="secondary" role="status">Loading…</p>`;
    }
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}><table><caption class="visually-hidden">${caption}</caption>
      <thead><tr>${columns.map((column) => this.#renderHeading(...column))}</tr></thead>
      <tbody>${repeat(page.results, ({ id }) => id, renderRow)}</tbody></table></div>
      ${page.count ? nothing : html`<p class="secondary">No results.</p>`}
      ${this.#renderPager(page)}`;
  }

  /**
   * @param {string} label
   * @param {string} [field]
   */
  #renderHeading(label, field) {
    if (!field) {
      return html`<th scope="col">${label || html`<span class="visually-hidden">Actions</span>`}</th>`;
    }
    const { ordering } = this.parameters;
    const direction = ordering === field ? 'ascending' : ordering === `-${field}` ? 'descending' : 'none';
    return html`<th scope="col" aria-sort=${direction}><button class="sort" @click=${() => this.load({
      ordering: direction === 'ascending' ? `-${field}` : field, offset: 0 })}>${label}
      <span aria-hidden="true">${{ ascending: '↑', descending: '↓', none: '' }[direction]}</span></button></th>`;
  }

  /** @param {{count: number, results: any[]}} page */
  #renderPager({ count, results }) {
    const { offset } = this.parameters;
    const isLast = offset + PAGE_SIZE >= count;
    return html`<div class="pager"><span class="secondary">${count ? `${offset + 1}–${offset + results.length} of ${count}` : ''}</span>
      <button aria-disabled=${offset === 0 ? 'true' : 'false'} @click=${() => offset > 0 && this.load({ offset: Math.max(0, offset - PAGE_SIZE) })}>Previous</button>
      <button aria-disabled=${isLast ? 'true' : 'false'} @click=${() => !isLast && this.load({ offset: offset + PAGE_SIZE })}>Next</button></div>`;
  }

  /**
   * Runs an action, reports the result, and reads the list again.
   *
   * @param {() => Promise<any>} action
   * @param {string} result
   */
  async run(action, result) {
    try {
      await action();
      toast(result);
    } catch (error) {
      toastError(error);
    }
    await this.load();
  }
}
