/** Searching within a conversation. */
import { html, nothing } from 'lit-element';
import { get, query } from '../shared/api.js';
import { Part, announce, fullTime, nameOf, toast } from '../shared/parts.js';

const LIMIT = 20;

class MessageFinder extends Part {
  static properties = { thread: { attribute: false }, found: { state: true } };

  firstUpdated() {
    this.$('input').focus();
  }

  async #find(event) {
    event.preventDefault();
    const search = new FormData(event.target).get('search').trim();
    if (search) {
      this.sought = search;
      await this.#load([]);
    }
  }

  // More of them by the oldest one that is there: by offset, a message that comes meanwhile would show one twice.
  async #load(before) {
    const { sought } = this;
    try {
      const page = await get(`${this.thread.path}messages/${query({ search: sought, limit: LIMIT, before: before.at(-1)?.seq })}`);
      if (sought === this.sought) {
        this.found = { count: page.count, more: Boolean(page.next), results: [...before, ...page.results] };
        if (before.length) {
          announce(`${this.found.results.length} of ${page.count} shown`);
          await this.updateComplete;
          this.querySelectorAll('.results .item')[before.length]?.focus();
        }
      }
    } catch (error) {
      toast(error.message);
    }
  }

  #choose(id) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { id } }));
  }

  render() {
    const { found } = this;
    return html`<form role="search" @submit=${this.#find}>
      <label class="unseen" for="find-here">Search in this conversation</label>
      <input id="find-here" type="search" name="search" placeholder="Search in this conversation" autocomplete="off">
      <button class="primary">Search</button>
    </form>
    <p class="quiet" role="status">${found ? `${found.count} found` : ''}</p>
    ${found ? html`<ul class="list results">${found.results.map((message) => html`<li>
      <a class="item" href="#/c/${this.thread.id}/m/${message.id}" @click=${() => this.#choose(message.id)}>
        <span class="what"><span class="title">${nameOf(message.sender_details)}</span><span class="last" dir="auto">${message.content}</span></span>
        <span class="when">${fullTime(message.created_at)}</span></a></li>`)}</ul>
      ${found.more ? html`<p class="older"><button type="button" @click=${() => this.#load(found.results)}>Show more</button></p>` : nothing}` : nothing}`;
  }
}
customElements.define('message-finder', MessageFinder);
