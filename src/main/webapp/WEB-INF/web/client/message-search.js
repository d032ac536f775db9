/** Search within a conversation. */
import { html, nothing } from 'lit-element';
import { get, query } from '../shared/api.js';
import { formatDateTime } from '../shared/dates.js';
import { formValues } from '../shared/forms.js';
import { PageElement, announce, countOf, displayName, toast } from '../shared/ui.js';

const PAGE_SIZE = 20;

/** Fires `choose` with the id of a message, and `close`. */
class MessageSearch extends PageElement {
  static properties = { messageWindow: { attribute: false }, found: { state: true } };

  constructor() {
    super();
    /** @type {import('./message-window.js').MessageWindow} */
    this.messageWindow;
    /** @type {{count: number, hasMore: boolean, results: Message[]} | null} */
    this.found = null;
    this.term = '';
  }

  firstUpdated() {
    this.$('input').focus();
  }

  /** @param {any} event */
  async #search(event) {
    event.preventDefault();
    const term = formValues(event.target).search.trim();
    if (term) {
      this.term = term;
      await this.#load([]);
    }
  }

  // The next page starts at the oldest result. With an offset, a message that is sent meanwhile would repeat a result.
  /** @param {Message[]} previous results of the earlier pages */
  async #load(previous) {
    const { term } = this;
    try {
      const page = await get(`${this.messageWindow.path}messages/${query({ search: term, limit: PAGE_SIZE, before: previous.at(-1)?.seq })}`);
      if (term !== this.term) {
        return;
      }
      const results = [...previous, ...page.results];
      this.found = { count: page.count, hasMore: Boolean(page.next), results };
      if (previous.length) {
        announce(`Showing ${results.length} results.`);
        await this.updateComplete;
        /** @type {HTMLElement | undefined} */ (this.querySelectorAll('.results .item')[previous.length])?.focus();
      }
    } catch (error) {
      toast(error.message);
    }
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.dispatchEvent(new Event('close'));
    }
  }

  render() {
    const { found } = this;
    return html`<div @keydown=${this.#handleKey}><form role="search" aria-label="Messages" @submit=${this.#search}>
      <label class="visually-hidden" for="message-search">Search in this conversation</label>
      <input id="message-search" type="search" name="search" placeholder="Search in this conversation" autocomplete="off">
      <button class="primary">Search</button>
    </form>
    <p class="secondary" role="status">${found ? countOf(found.count, 'result') : ''}</p>
    ${found ? html`<ul class="list results">${found.results.map((message) => this.#renderResult(message))}</ul>
      ${found.hasMore ? html`<p class="load-more"><button type="button" @click=${() => this.#load(found.results)}>Show more</button></p>` : nothing}` : nothing}</div>`;
  }

  /** @param {Message} message */
  #renderResult({ id, sender_details: sender, content, created_at: sentAt }) {
    return html`<li><a class="item" href="#/c/${this.messageWindow.id}/m/${id}"
        @click=${() => this.dispatchEvent(new CustomEvent('choose', { detail: id }))}>
      <span class="summary"><span class="title">${displayName(sender)}</span><span class="preview" dir="auto">${content}</span></span>
      <span class="status">${formatDateTime(sentAt)}</span></a></li>`;
  }
}
customElements.define('message-search', MessageSearch);
