/** The messages that mention the user, from all conversations, newest first. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, query, session } from '../shared/api.js';
import { mentionsUser, renderContent } from '../shared/content.js';
import { formatBrief, formatDateTime } from '../shared/dates.js';
import { PageElement, announce, avatar, countOf, displayName, icon } from '../shared/ui.js';

const PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

class MentionsFeed extends PageElement {
  static properties = {
    store: { attribute: false }, live: { attribute: false },
    messages: { state: true }, hasMore: { state: true }, error: { state: true }, busy: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {import('./live-connection.js').LiveConnection} */
    this.live;
    /** @type {Message[] | null} */
    this.messages = null;
    this.hasMore = false;
    /** @type {Error | null} */
    this.error = null;
    this.busy = false;
    /** Whether something changed since the last read started. */
    this.stale = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    const { changes } = this.live;
    this.store.addEventListener('change', () => this.requestUpdate(), { signal });
    session.addEventListener('online', () => this.#load(), { signal });
    changes.addEventListener('reloaded', () => this.#load(), { signal });
    changes.addEventListener('message', (/** @type {any} */ { detail }) => this.#apply(detail), { signal });
    changes.addEventListener('message-deleted', (/** @type {any} */ { detail }) => this.#remove(detail), { signal });
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.listeners?.abort();
  }

  firstUpdated() {
    this.$('h1').focus();
  }

  /** Reads the displayed mentions, and again if a change arrived during the read: the response may be older. */
  async #load() {
    this.stale = true;
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      while (this.stale) {
        this.stale = false;
        const limit = Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, this.messages?.length ?? 0));
        const { results, next } = await get(`mentions/${query({ limit })}`);
        this.messages = results;
        this.hasMore = Boolean(next);
      }
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }

  async #loadOlder() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.stale = false;
    const { messages } = this;
    try {
      // The offset is the number of displayed mentions, because new ones have shifted the pages.
      const { results, next } = await get(`mentions/${query({ limit: PAGE_SIZE, offset: messages?.length })}`);
      const known = new Set(this.messages?.map(({ id }) => id));
      const older = results.filter((/** @type {Message} */ { id }) => !known.has(id));
      this.messages = [...this.messages ?? [], ...older];
      this.hasMore = Boolean(next);
      announce(`${countOf(older.length, 'older mention')} loaded.`);
      await this.updateComplete;
      this.$(`[data-message="${older[0]?.id}"]`)?.focus();
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
    if (this.stale) {
      this.#load();
    }
  }

  /** @param {Message} message that was sent or edited */
  #apply(message) {
    this.stale = true;
    const { id: me } = this.store.me;
    const isNamed = message.mentions?.some(({ user }) => user === me);
    if (!isNamed && message.mentions?.some((mention) => mentionsUser(mention, me))) {
      // Only the server knows who was online, and who ignores @all and @here.
      this.#load();
      return;
    }
    const { messages } = this;
    if (!isNamed) {
      this.#remove(message.id);
    } else if (messages?.some(({ id }) => id === message.id)) {
      this.messages = messages.map((known) => (known.id === message.id ? message : known));
    } else if (messages && (!this.hasMore || message.id > (messages.at(-1)?.id ?? 0))) {
      this.messages = [...messages, message].sort((a, b) => b.id - a.id);
    }
  }

  /** @param {number} id */
  #remove(id) {
    this.stale = true;
    this.messages = this.messages?.filter((message) => message.id !== id) ?? null;
  }

  render() {
    const { messages, store, error } = this;
    // Messages of conversations that the user has left are not shown.
    const shown = messages?.filter(({ conversation }) => !store.ready || store.conversations.has(conversation));
    return html`<main class="conversation" aria-label="Mentions">
      <header class="bar"><a class="button plain back" href="#/" aria-label="All conversations">${icon('back')}</a>
        <h1 tabindex="-1">Mentions<small>Messages that mention you</small></h1></header>
      <div class="scroll">
        ${error ? html`<p class="notice danger" role="alert">${error.message} <button @click=${this.#load}>Retry</button></p>` : nothing}
        ${!shown && !error ? html`<p class="secondary" role="status">Loading…</p>` : nothing}
        ${shown && !shown.length ? html`<p class="secondary">No mentions yet. Messages with @${store.me.username} will appear here.</p>` : nothing}
        <ul class="list mentions" aria-label="Mentions">${repeat(shown ?? [], ({ id }) => id, (message) => this.#renderMention(message))}</ul>
        ${this.hasMore ? html`<p class="load-more"><button type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#loadOlder}>Show older mentions</button></p>` : nothing}
      </div></main>`;
  }

  /** @param {Message} message */
  #renderMention(message) {
    const { store } = this;
    const conversation = store.conversations.get(message.conversation);
    const name = displayName(message.sender_details);
    const isUnread = message.sender !== store.me.id && conversation && message.seq > (conversation.read_seq ?? 0);
    return html`<li><a class="item ${isUnread ? 'unread' : ''}" href="#/c/${message.conversation}/m/${message.id}" data-message=${message.id}>
      ${avatar(name, message.sender)}
      <span class="summary"><span class="title"><bdi>${name}</bdi>${conversation ? html` <span class="location">in <bdi>${store.titleOf(conversation)}</bdi></span>` : nothing}</span>
        <span class="preview" dir="auto">${renderContent(message.content, message.mentions, store.me.id, false)}</span></span>
      <span class="status"><time datetime=${message.created_at} title=${formatDateTime(message.created_at)}>${formatBrief(message.created_at)}</time>
        <span class="indicators">${isUnread ? html`<span class="badge">New</span>` : nothing}</span></span></a></li>`;
  }
}
customElements.define('mentions-feed', MentionsFeed);
