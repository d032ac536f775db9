/** The messages that name the reader, from all conversations, newest first. Loaded when it is first opened. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, query, session } from '../shared/api.js';
import { Part, announce, avatar, briefTime, fullTime, icon, isMentionOf, nameOf, words } from '../shared/parts.js';

const PAGE = 20;
const MOST = 100;

class MentionsFeed extends Part {
  static properties = {
    store: { attribute: false }, live: { attribute: false },
    messages: { state: true }, more: { state: true }, failed: { state: true }, busy: { state: true },
  };

  constructor() {
    super();
    this.onChange = () => this.requestUpdate();
    this.onLoad = () => this.#load();
    this.onMessage = ({ detail }) => this.#changed(detail);
    this.onDeleted = ({ detail }) => this.#remove(detail);
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.onChange);
    session.addEventListener('online', this.onLoad);
    this.live.addEventListener('reread', this.onLoad);
    this.live.addEventListener('message', this.onMessage);
    this.live.addEventListener('message-deleted', this.onDeleted);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
    session.removeEventListener('online', this.onLoad);
    this.live.removeEventListener('reread', this.onLoad);
    this.live.removeEventListener('message', this.onMessage);
    this.live.removeEventListener('message-deleted', this.onDeleted);
  }

  firstUpdated() {
    this.$('h1').focus();
  }

  /** Reads what is shown, and once more if anything was told of meanwhile: the answer may be older than that. */
  async #load() {
    this.stale = true;
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.failed = null;
    try {
      while (this.stale) {
        this.stale = false;
        const limit = Math.min(MOST, Math.max(PAGE, this.messages?.length ?? 0));
        const { results, next } = await get(`mentions/${query({ limit })}`);
        this.messages = results;
        this.more = Boolean(next);
      }
    } catch (error) {
      this.failed = error;
    }
    this.busy = false;
  }

  async #older() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.stale = false;
    try {
      // By what is shown and not by a page's number: what came meanwhile moves all pages.
      const { results, next } = await get(`mentions/${query({ limit: PAGE, offset: this.messages.length })}`);
      const known = new Set(this.messages.map(({ id }) => id));
      const older = results.filter(({ id }) => !known.has(id));
      this.messages = [...this.messages, ...older];
      this.more = Boolean(next);
      announce(`${older.length} older mentions`);
      await this.updateComplete;
      this.$(`[data-message="${older[0]?.id}"]`)?.focus();
    } catch (error) {
      this.failed = error;
    }
    this.busy = false;
    if (this.stale) {
      this.#load();
    }
  }

  #changed(message) {
    this.stale = true;
    const { id: me } = this.store.me;
    const names = message.mentions?.some(({ user }) => user === me);
    if (!names && message.mentions?.some((mention) => isMentionOf(mention, me))) {
      // Only the server knows who was online, and who wants no mentions of all.
      this.#load();
      return;
    }
    const isShown = this.messages?.some(({ id }) => id === message.id);
    if (!names) {
      this.#remove(message.id);
    } else if (isShown) {
      this.messages = this.messages.map((known) => (known.id === message.id ? message : known));
    } else if (this.messages && (!this.more || message.id > (this.messages.at(-1)?.id ?? 0))) {
      this.messages = [...this.messages, message].sort((a, b) => b.id - a.id);
    }
  }

  #remove(id) {
    this.stale = true;
    this.messages = this.messages?.filter((message) => message.id !== id);
  }

  render() {
    const { messages, store } = this;
    // Whoever left a conversation sees nothing of it any more.
    const shown = messages?.filter(({ conversation }) => !store.ready || store.conversations.has(conversation));
    return html`<main class="thread" aria-label="Mentions">
      <header class="bar"><a class="button plain back" href="#/" aria-label="All conversations">${icon('back')}</a>
        <h1 tabindex="-1">Mentions<small>Where somebody named you</small></h1></header>
      <div class="scroll">
        ${this.failed ? html`<p class="notice bad" role="alert">${this.failed.message} <button @click=${this.onLoad}>Try again</button></p>` : nothing}
        ${!shown && !this.failed ? html`<p class="quiet" role="status">Loading …</p>` : nothing}
        ${shown && !shown.length ? html`<p class="quiet">Nobody has named you yet. Whoever writes @${store.me.username} does, and it is listed here.</p>` : nothing}
        <ul class="list mentions" aria-label="Mentions">${repeat(shown ?? [], ({ id }) => id, (message) => this.#item(message))}</ul>
        ${this.more ? html`<p class="older"><button type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#older}>Older ones</button></p>` : nothing}
      </div></main>`;
  }

  #item(message) {
    const { store } = this;
    const conversation = store.conversations.get(message.conversation);
    const name = nameOf(message.sender_details);
    const isUnread = message.sender !== store.me.id && conversation && message.seq > (conversation.read_seq ?? 0);
    return html`<li><a class="item ${isUnread ? 'unread' : ''}" href="#/c/${message.conversation}/m/${message.id}" data-message=${message.id}>
      ${avatar(name, message.sender)}
      <span class="what"><span class="title"><bdi>${name}</bdi>${conversation ? html` <span class="where">in <bdi>${store.title(conversation)}</bdi></span>` : nothing}</span>
        <span class="last" dir="auto">${words(message.content, message.mentions, store.me.id, false)}</span></span>
      <span class="when"><time datetime=${message.created_at} title=${fullTime(message.created_at)}>${briefTime(message.created_at)}</time>
        <span class="marks">${isUnread ? html`<span class="badge">New</span>` : nothing}</span></span></a></li>`;
  }
}
customElements.define('mentions-feed', MentionsFeed);
