/** The open conversation: header, search, messages and composer. */
import { html, nothing } from 'lit-element';
import { get, session } from '../shared/api.js';
import { PageElement, avatar, countOf, displayName, icon, reportLoadFailure, toast } from '../shared/ui.js';
import { editMessage } from './message-actions.js';
import { keyOf } from './message-rows.js';
import './composer.js';
import './message-list.js';
import './message-search.js';

const MAX_TYPING_NAMES = 3;

class ConversationView extends PageElement {
  static properties = {
    store: { attribute: false }, live: { attribute: false }, route: { attribute: false },
    editing: { state: true }, replyingTo: { state: true }, isSearching: { state: true }, isFollowing: { state: true },
    readSeq: { state: true }, target: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {import('./live-connection.js').LiveConnection} */
    this.live;
    /** @type {Route} */
    this.route;
    /** @type {import('./message-window.js').MessageWindow} */
    this.messageWindow;
    /** @type {Message | null} */
    this.editing = null;
    /** @type {Message | null} */
    this.replyingTo = null;
    this.isSearching = false;
    this.isFollowing = true;
    /** @type {number | null} the read pointer when the conversation was opened, if there were unread messages */
    this.readSeq = null;
    /** @type {{key: string} | null} */
    this.target = null;
    this.onChange = () => this.requestUpdate();
    this.onOnline = () => (this.messageWindow?.failed ? this.#retry() : null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.onChange);
    session.addEventListener('online', this.onOnline);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
    this.messageWindow?.removeEventListener('change', this.onChange);
    session.removeEventListener('online', this.onOnline);
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    const { conversation, message } = this.route;
    if (conversation && this.messageWindow?.id !== conversation) {
      this.#open(conversation, message);
    } else if (changed.has('route') && message) {
      this.#jumpTo(message);
    }
  }

  /**
   * @param {number} id
   * @param {number | null} [message] id of the message to show
   */
  #open(id, message) {
    const { store } = this;
    this.messageWindow?.removeEventListener('change', this.onChange);
    this.messageWindow = store.windowOf(id);
    this.messageWindow.addEventListener('change', this.onChange);
    this.editing = store.edits.get(id)?.message ?? null;
    this.replyingTo = null;
    this.isSearching = false;
    this.isFollowing = true;
    this.target = null;
    this.isOpening = true;
    const conversation = store.conversations.get(id);
    this.readSeq = conversation?.unread_count ? conversation.read_seq ?? 0 : null;
    this.#load(this.messageWindow, message);
  }

  /**
   * @param {import('./message-window.js').MessageWindow} messageWindow
   * @param {number | null} [message]
   */
  async #load(messageWindow, message) {
    if (message) {
      await this.#jumpTo(message);
    } else if (!messageWindow.loaded || !messageWindow.atEnd) {
      await messageWindow.load();
    }
    if (messageWindow.loaded) {
      this.#loadReceipts(messageWindow);
      this.#loadPresence(messageWindow.id);
    }
  }

  /** @param {import('./message-window.js').MessageWindow} messageWindow */
  #loadReceipts(messageWindow) {
    get(`${messageWindow.path}receipts/?limit=100`).then(({ results }) => {
      results.forEach((/** @type {Receipt} */ receipt) => messageWindow.receipts.set(receipt.user, receipt));
      messageWindow.notify();
    }).catch(() => {});
  }

  /** @param {number} id */
  #loadPresence(id) {
    const { store } = this;
    get(`conversations/${id}/presence/`).then(({ online }) => {
      store.conversations.get(id)?.participants.forEach((user) => store.online[online.includes(user) ? 'add' : 'delete'](user));
      this.requestUpdate();
    }).catch(() => {});
  }

  #retry() {
    this.messageWindow.loaded = false;
    return this.#load(this.messageWindow, this.route.message);
  }

  /** @param {number} id */
  async #jumpTo(id) {
    const { messageWindow } = this;
    // If a load failed, it is repeated even if the message itself is known.
    if (!messageWindow.findById(id) || !messageWindow.loaded) {
      await messageWindow.load(`id:${id}`);
      if (messageWindow.failed?.type === 'invalid-input') {
        await messageWindow.load();
      }
    }
    if (messageWindow !== this.messageWindow || messageWindow.failed) {
      return;
    }
    const message = messageWindow.findById(id);
    if (message) {
      this.target = { key: keyOf(message.seq) };
    } else {
      toast('This message is no longer available.');
    }
  }

  /** @param {CustomEvent<boolean>} event whether to jump to the start */
  async #jumpToEdge({ detail: isStart }) {
    const { messageWindow } = this;
    await (isStart ? messageWindow.loadStart() : messageWindow.load());
    const message = messageWindow.messages.at(isStart ? 0 : -1);
    if (messageWindow === this.messageWindow && message && !messageWindow.failed) {
      this.target = { key: keyOf(message.seq) };
    }
  }

  get conversation() {
    return this.store.conversations.get(this.messageWindow.id);
  }

  /** @returns {import('./message-list.js').MessageList | null} */
  get list() {
    return this.$('message-list');
  }

  updated() {
    if (this.isOpening && this.messageWindow.loaded && this.$('textarea')) {
      this.isOpening = false;
      if (!this.route.message && matchMedia('(min-width: 48rem)').matches) {
        this.$('textarea').focus();
      }
    }
  }

  async #jumpToLatest() {
    if (!this.messageWindow.atEnd) {
      await this.messageWindow.load();
    }
    this.list?.follow();
    this.readSeq = null;
    this.target = null;
    history.replaceState(null, '', `#/c/${this.messageWindow.id}`);
    this.$('textarea')?.focus();
  }

  /** @param {Message} message */
  #reply(message) {
    this.#cancel();
    this.replyingTo = message;
    this.$('textarea')?.focus();
  }

  /** @param {Message | undefined} message */
  #edit(message) {
    if (message) {
      this.#cancel();
      this.editing = message;
      this.store.edits.set(message.conversation, { message, text: message.content });
    }
  }

  #editLast() {
    this.#edit(this.messageWindow.messages.findLast(({ sender }) => sender === this.store.me.id));
  }

  #cancel() {
    this.store.edits.delete(this.messageWindow.id);
    this.editing = null;
    this.replyingTo = null;
  }

  /** @param {CustomEvent<string>} event */
  async #submit({ detail: content }) {
    if (this.editing) {
      if (await editMessage(this.store, this.editing, content)) {
        this.#cancel();
      }
      return;
    }
    this.list?.follow();
    this.readSeq = null;
    this.target = null;
    this.store.outbox.add(this.messageWindow.id, content, this.replyingTo?.id);
    this.replyingTo = null;
    if (!this.messageWindow.atEnd) {
      await this.messageWindow.load();
    }
  }

  #closeSearch() {
    this.isSearching = false;
    this.$('[aria-expanded]').focus();
  }

  async #openSettings() {
    const settings = await import('./conversation-settings.js').catch(reportLoadFailure);
    settings?.openConversationSettings(this.store, this.messageWindow.id);
  }

  render() {
    const { conversation, messageWindow, store } = this;
    if (!conversation) {
      return html`<main class="empty"><h1>${store.ready ? 'Conversation not found, or you are not a participant.' : 'Loading…'}</h1>
        <a class="button" href="#/">All conversations</a></main>`;
    }
    return html`<main class="conversation" aria-label=${store.titleOf(conversation)}>
      ${this.#renderHeader(conversation)}
      ${this.isSearching ? html`<message-search class="message-search" .messageWindow=${messageWindow}
        @choose=${(/** @type {CustomEvent<number>} */ { detail: id }) => { this.isSearching = false; this.#jumpTo(id); }}
        @close=${this.#closeSearch}></message-search>` : nothing}
      <message-list .store=${store} .messageWindow=${messageWindow} .readSeq=${this.readSeq} .target=${this.target}
        @following=${(/** @type {CustomEvent<boolean>} */ { detail }) => { this.isFollowing = detail; }}
        @reply=${(/** @type {CustomEvent<Message>} */ { detail }) => this.#reply(detail)}
        @edit=${(/** @type {CustomEvent<Message>} */ { detail }) => this.#edit(detail)}
        @jump=${(/** @type {CustomEvent<number>} */ { detail }) => this.#jumpTo(detail)}
        @jump-to-edge=${this.#jumpToEdge} @retry=${this.#retry}></message-list>
      <button class="jump-to-latest" ?hidden=${this.isFollowing} @click=${this.#jumpToLatest}>Jump to latest</button>
      <p class="typing" role="status">${this.#typingText()}</p>
      <message-composer .store=${store} .live=${this.live} .conversation=${conversation}
        .editing=${this.editing} .replyingTo=${this.replyingTo}
        @cancel=${this.#cancel} @submit-message=${this.#submit} @edit-last=${this.#editLast}></message-composer>
    </main>`;
  }

  /** @param {Conversation} conversation */
  #renderHeader(conversation) {
    const { store } = this;
    const title = store.titleOf(conversation);
    const other = store.otherUser(conversation);
    const isOnline = other !== undefined && store.online.has(other);
    return html`<header class="bar">
      <a class="button plain back" href="#/" aria-label="All conversations">${icon('back')}</a>
      ${avatar(title, conversation.id, isOnline)}
      <h1><bdi>${title}</bdi><small>${other === undefined ? countOf(conversation.participants.length, 'participant')
        : store.isOtherDeactivated(conversation) ? 'Deactivated' : isOnline ? 'Online' : 'Offline'}</small></h1>
      <button class="plain" aria-label="Search in this conversation" aria-expanded=${this.isSearching ? 'true' : 'false'}
        @click=${() => { this.isSearching = !this.isSearching; }}>${icon('search')}</button>
      <button class="plain" aria-label="Conversation settings" @click=${this.#openSettings}>${icon('settings')}</button>
    </header>`;
  }

  #typingText() {
    const names = [...this.messageWindow.typing.keys()]
      .map((id) => displayName(this.store.participant(this.messageWindow.id, id)).split(' ')[0]);
    return names.length ? `${names.slice(0, MAX_TYPING_NAMES).join(', ')} ${names.length === 1 ? 'is' : 'are'} typing…` : '';
  }
}
customElements.define('conversation-view', ConversationView);
