/** Once signed in: the list of conversations beside the open one. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, query } from '../shared/api.js';
import { Part, avatar, briefTime, icon, nameOf, toast, unloaded } from '../shared/parts.js';
import './thread.js';

class Shell extends Part {
  static properties = { store: { attribute: false }, live: { attribute: false }, route: { attribute: false }, found: { state: true }, mentionsFailed: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.onChange = () => this.requestUpdate();
    this.store.addEventListener('change', this.onChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
  }

  updated(changed) {
    const unread = this.store.unread();
    const screen = this.route.mentions ? 'Mentions' : 'Messages';
    document.title = unread ? `(${unread}) ${screen}` : screen;
    const before = changed.get('route');
    if (changed.has('route') && before && !this.route.conversation && !this.route.mentions) {
      this.$(before.mentions ? '[href="#/mentions"]' : `[data-conversation="${before.conversation}"]`)?.focus();
    }
  }

  render() {
    const open = this.route.conversation;
    const { store } = this;
    return html`<div class="shell ${open || this.route.mentions ? 'open' : ''}">
      <nav class="side" aria-label="Conversations">
        <header class="bar">
          <h2>Messages</h2>
          ${store.me.is_admin ? html`<a class="button plain" href="/admin/">Admin</a>` : nothing}
          <a class="button plain" href="#/mentions" aria-label="Mentions" aria-current=${this.route.mentions ? 'page' : nothing}>${icon('at')}</a>
          <button class="plain" aria-label="New conversation" @click=${this.#begin}>${icon('add')}</button>
          <button class="plain" aria-label="Profile and sessions" @click=${this.#profile}>${icon('person')}</button>
        </header>
        <form class="search" role="search" @submit=${(event) => event.preventDefault()}>
          <label class="unseen" for="find">Search conversations</label>
          <input id="find" type="search" placeholder="Search" autocomplete="off" @input=${this.#search}>
        </form>
        ${this.#list()}
      </nav>
      ${open ? html`<conversation-thread .store=${store} .live=${this.live} .route=${this.route}></conversation-thread>`
        : this.route.mentions ? this.#mentions() : html`<main class="empty"><h1>${store.conversations.size ? 'Choose a conversation.' : 'Nothing here yet.'}</h1>
          <button class="primary" @click=${this.#begin}>Begin a conversation</button></main>`}
    </div>`;
  }

  #mentions() {
    if (customElements.get('mentions-feed')) {
      return html`<mentions-feed .store=${this.store} .live=${this.live}></mentions-feed>`;
    }
    if (this.mentionsFailed) {
      // A module that could not be loaded is not asked for again before the page is.
      return html`<main class="empty"><h1>Mentions</h1><p role="alert">This part of the page could not be loaded.</p>
        <button class="primary" @click=${() => location.reload()}>Load the page again</button></main>`;
    }
    import('./mentions.js').catch(() => {
      this.mentionsFailed = true;
    }).then(() => this.requestUpdate());
    return html`<main class="empty"><h1>Mentions</h1><p role="status">Loading …</p></main>`;
  }

  #list() {
    const { store } = this;
    if (!store.ready) {
      return html`<p class="quiet" role="status">Loading …</p>`;
    }
    const listed = this.found?.map((id) => store.conversations.get(id)).filter(Boolean) ?? store.ordered();
    const shown = listed.filter((conversation) => !conversation.archived || this.found);
    const archived = listed.filter((conversation) => conversation.archived && !this.found);
    if (!listed.length) {
      return html`<p class="quiet">${this.found ? 'Nothing found.' : 'No conversations yet.'}</p>`;
    }
    return html`<ul class="list">${repeat(shown, ({ id }) => id, (conversation) => this.#item(conversation))}</ul>
      ${archived.length ? html`<details><summary>Archived (${archived.length})</summary>
        <ul class="list">${repeat(archived, ({ id }) => id, (conversation) => this.#item(conversation))}</ul></details>` : nothing}`;
  }

  #item(conversation) {
    const { store } = this;
    const { id, unread_count: unread = 0, last_message: last } = conversation;
    const title = store.title(conversation);
    const waiting = store.pending(id).at(-1);
    const sender = last && (last.sender === store.me.id ? 'You' : nameOf(last.sender_details).split(' ')[0]);
    const other = conversation.kind === 'direct' ? conversation.participants.find((one) => one !== store.me.id) : null;
    return html`<li><a class="item ${unread ? 'unread' : ''}" href="#/c/${id}" data-conversation=${id}
        aria-current=${this.route.conversation === id ? 'page' : nothing}>
      ${avatar(title, id, other && store.online.has(other))}
      <span class="what"><span class="title" dir="auto">${title}${store.isOtherDeactivated(conversation) ? ' (deactivated)' : ''}</span>
        <span class="last" dir="auto">${waiting ? html`<em>Not sent yet:</em> ${waiting.content}` : last ? `${sender}: ${last.content}` : 'No messages yet'}</span></span>
      <span class="when"><time datetime=${conversation.updated_at}>${briefTime(conversation.updated_at)}</time>
        <span class="marks">${conversation.pinned ? html`<span class="unseen">pinned</span>${icon('pin')}` : nothing}
        ${conversation.muted ? html`<span class="unseen">muted</span>${icon('muted')}` : nothing}
        ${unread ? html`<span class="badge ${conversation.muted ? 'soft' : ''}">${unread > 999 ? '999+' : unread}<span class="unseen"> unread</span></span>` : nothing}</span></span>
    </a></li>`;
  }

  #search(event) {
    const search = event.target.value.trim();
    this.sought = search;
    clearTimeout(this.searching);
    if (!search) {
      this.found = null;
      return;
    }
    this.searching = setTimeout(async () => {
      try {
        const { results } = await get(`conversations/${query({ search, limit: 100 })}`);
        // Answers to what was typed before may come late.
        if (this.sought === search) {
          this.found = results.map(({ id }) => id);
        }
      } catch (error) {
        toast(error.message);
      }
    }, 200);
  }

  async #begin() {
    const dialogs = await import('./dialogs.js').catch(unloaded);
    const made = await dialogs?.beginConversation(this.store);
    if (made) {
      location.hash = `#/c/${made}`;
    }
  }

  async #profile() {
    const dialogs = await import('./dialogs.js').catch(unloaded);
    const tell = (name) => () => this.dispatchEvent(new Event(name, { bubbles: true }));
    dialogs?.profile(this.store, tell('sign-out'), tell('account-deleted'));
  }
}
customElements.define('messages-shell', Shell);
