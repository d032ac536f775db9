/** The screen of a signed-in user: the list of conversations beside the open conversation. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, query } from '../shared/api.js';
import { formatBrief } from '../shared/dates.js';
import { PageElement, avatar, displayName, icon, reportLoadFailure, toast } from '../shared/ui.js';
import { getDraft } from './drafts.js';
import './conversation-view.js';

const SEARCH_DELAY_MS = 200;
const MAX_SHOWN_UNREAD = 999;

class MessagesShell extends PageElement {
  static properties = {
    store: { attribute: false }, live: { attribute: false }, route: { attribute: false },
    foundIds: { state: true }, mentionsFailed: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {import('./live-connection.js').LiveConnection} */
    this.live;
    /** @type {Route} */
    this.route;
    /** @type {number[] | null} ids of the conversations that match the search */
    this.foundIds = null;
    this.mentionsFailed = false;
    this.term = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.onChange = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.onChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    const unread = this.store.countUnread();
    const screen = this.route.mentions ? 'Mentions' : 'Messages';
    document.title = unread ? `(${unread}) ${screen}` : screen;
    const before = changed.get('route');
    if (changed.has('route') && before && !this.route.conversation && !this.route.mentions) {
      this.$(before.mentions ? '[href="#/mentions"]' : `[data-conversation="${before.conversation}"]`)?.focus();
    }
  }

  render() {
    const { store, route } = this;
    return html`<div class="shell ${route.conversation || route.mentions ? 'open' : ''}">
      <nav class="sidebar" aria-label="Conversations">
        <header class="bar">
          <h2>Messages</h2>
          ${store.me.is_admin ? html`<a class="button plain" href="/admin/">Admin</a>` : nothing}
          <a class="button plain" href="#/mentions" aria-label="Mentions" aria-current=${route.mentions ? 'page' : nothing}>${icon('at')}</a>
          <button class="plain" aria-label="New conversation" @click=${this.#openNewConversation}>${icon('add')}</button>
          <button class="plain" aria-label="Profile and sessions" @click=${this.#openProfile}>${icon('person')}</button>
        </header>
        <form class="search" role="search" aria-label="Conversations" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
          <label class="visually-hidden" for="conversation-search">Search conversations</label>
          <input id="conversation-search" type="search" placeholder="Search" autocomplete="off" @input=${this.#handleSearch}>
        </form>
        ${this.#renderList()}
      </nav>
      ${route.conversation ? html`<conversation-view .store=${store} .live=${this.live} .route=${route}></conversation-view>`
        : route.mentions ? this.#renderMentions() : this.#renderWelcome()}
    </div>`;
  }

  #renderWelcome() {
    return html`<main class="empty"><h1>${this.store.conversations.size ? 'Select a conversation' : 'No conversations yet'}</h1>
      <button class="primary" @click=${this.#openNewConversation}>Start a conversation</button></main>`;
  }

  #renderMentions() {
    if (customElements.get('mentions-feed')) {
      return html`<mentions-feed .store=${this.store} .live=${this.live}></mentions-feed>`;
    }
    if (this.mentionsFailed) {
      // The browser does not request a failed module again until the page is reloaded.
      return html`<main class="empty"><h1>Mentions</h1><p role="alert">This part of the page failed to load.</p>
        <button class="primary" @click=${() => location.reload()}>Reload the page</button></main>`;
    }
    import('./mentions-feed.js').catch(() => {
      this.mentionsFailed = true;
    }).then(() => this.requestUpdate());
    return html`<main class="empty"><h1>Mentions</h1><p role="status">Loading…</p></main>`;
  }

  #renderList() {
    const { store, foundIds } = this;
    if (!store.ready) {
      return html`<p class="secondary" role="status">Loading…</p>`;
    }
    const listed = foundIds ? foundIds.flatMap((id) => store.conversations.get(id) ?? []) : store.sorted();
    const shown = listed.filter((conversation) => !conversation.archived || foundIds);
    const archived = listed.filter((conversation) => conversation.archived && !foundIds);
    if (!listed.length) {
      return html`<p class="secondary">${foundIds ? 'No conversations found.' : 'No conversations yet.'}</p>`;
    }
    return html`${this.#renderItems(shown)}
      ${archived.length ? html`<details><summary>Archived (${archived.length})</summary>${this.#renderItems(archived)}</details>` : nothing}`;
  }

  /** @param {Conversation[]} conversations */
  #renderItems(conversations) {
    return html`<ul class="list">${repeat(conversations, ({ id }) => id, (conversation) => this.#renderItem(conversation))}</ul>`;
  }

  /** @param {Conversation} conversation */
  #renderItem(conversation) {
    const { store } = this;
    const { id, unread_count: unread = 0, pinned, muted, updated_at: updatedAt } = conversation;
    const title = store.titleOf(conversation);
    const other = store.otherUser(conversation);
    return html`<li><a class="item ${unread ? 'unread' : ''}" href="#/c/${id}" data-conversation=${id}
        aria-current=${this.route.conversation === id ? 'page' : nothing}>
      ${avatar(title, id, other !== undefined && store.online.has(other))}
      <span class="summary"><span class="title" dir="auto">${title}${store.isOtherDeactivated(conversation) ? ' (deactivated)' : ''}</span>
        <span class="preview" dir="auto">${this.#renderPreview(conversation)}</span></span>
      <span class="status"><time datetime=${updatedAt}>${formatBrief(updatedAt)}</time>
        <span class="indicators">${pinned ? html`<span class="visually-hidden">pinned</span>${icon('pin')}` : nothing}
        ${muted ? html`<span class="visually-hidden">muted</span>${icon('muted')}` : nothing}
        ${unread ? html`<span class="badge ${muted ? 'muted' : ''}">${unread > MAX_SHOWN_UNREAD ? `${MAX_SHOWN_UNREAD}+` : unread}<span class="visually-hidden"> unread</span></span>` : nothing}</span></span>
    </a></li>`;
  }

  /** @param {Conversation} conversation */
  #renderPreview({ id, last_message: last }) {
    const { store } = this;
    const unsent = store.outbox.itemsOf(id).at(-1);
    if (unsent) {
      return html`<em>Not sent yet:</em> ${unsent.content}`;
    }
    const draft = this.route.conversation === id ? '' : getDraft(store.me.id, id);
    if (draft) {
      return html`<em>Draft:</em> ${draft}`;
    }
    if (!last) {
      return 'No messages yet';
    }
    return `${last.sender === store.me.id ? 'You' : displayName(last.sender_details).split(' ')[0]}: ${last.content}`;
  }

  /** @param {any} event */
  #handleSearch(event) {
    const term = event.target.value.trim();
    this.term = term;
    clearTimeout(this.timer);
    if (!term) {
      this.foundIds = null;
      return;
    }
    this.timer = setTimeout(() => this.#search(term), SEARCH_DELAY_MS);
  }

  /** @param {string} term */
  async #search(term) {
    try {
      const { results } = await get(`conversations/${query({ search: term, limit: 100 })}`);
      // The response of an earlier search may arrive late.
      if (this.term === term) {
        this.foundIds = results.map((/** @type {Conversation} */ { id }) => id);
      }
    } catch (error) {
      toast(error.message);
    }
  }

  async #openNewConversation() {
    const dialog = await import('./new-conversation.js').catch(reportLoadFailure);
    const created = await dialog?.openNewConversation(this.store);
    if (created) {
      location.hash = `#/c/${created}`;
    }
  }

  async #openProfile() {
    const profile = await import('./profile.js').catch(reportLoadFailure);
    const fire = (/** @type {string} */ name) => () => { this.dispatchEvent(new Event(name, { bubbles: true })); };
    profile?.openProfile(this.store, { signOut: fire('sign-out'), onAccountDeleted: fire('account-deleted') });
  }
}
customElements.define('messages-shell', MessagesShell);
