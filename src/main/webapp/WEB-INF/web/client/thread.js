/** An open conversation: its history, live, and where one writes. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { api, get, session } from '../shared/api.js';
import { Part, announce, avatar, dayAround, dayKey, dayOf, fullTime, icon, nameOf, timeOf, toast, unloaded, words } from '../shared/parts.js';
import * as actions from './actions.js';
import { Scroller } from './scroller.js';
import './composer.js';
import './finder.js';

// How far from the end of what is loaded more is asked for: it shall be there before the reader is.
const NEAR = 3000;
const AT_END = 40;
const GROUP_MS = 5 * 60_000;

const quietly = (promise) => promise.catch(() => {});

class ConversationThread extends Part {
  static properties = {
    store: { attribute: false }, live: { attribute: false }, route: { attribute: false },
    editing: { state: true }, replying: { state: true }, finding: { state: true }, active: { state: true },
  };

  constructor() {
    super();
    this.onChange = () => this.requestUpdate();
    this.onFocus = () => this.#read();
    this.onReach = () => (this.thread?.failed ? this.#retry() : null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.onChange);
    window.addEventListener('focus', this.onFocus);
    session.addEventListener('online', this.onReach);
    this.sizes = new ResizeObserver(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
    this.thread?.removeEventListener('change', this.onChange);
    window.removeEventListener('focus', this.onFocus);
    session.removeEventListener('online', this.onReach);
    this.sizes.disconnect();
  }

  willUpdate(changed) {
    const { conversation, message } = this.route;
    if (conversation && this.thread?.id !== conversation) {
      this.#open(conversation, message);
    } else if (changed.has('route') && message) {
      this.#jump(message);
    }
    this.scroller.hold(this.view);
    const before = this.rows;
    this.#gather();
    if (this.rows !== before) {
      this.scroller.rows(this.rows.map(({ key }) => key));
    }
  }

  #open(id, message) {
    this.thread?.removeEventListener('change', this.onChange);
    this.scroller = new Scroller();
    this.editing = null;
    this.replying = null;
    this.finding = false;
    this.active = null;
    this.heard = null;
    this.thread = this.store.thread(id);
    this.thread.addEventListener('change', this.onChange);
    this.opening = true;
    this.divider = this.store.conversations.get(id)?.unread_count ? this.store.conversations.get(id).read_seq : null;
    this.#load(this.thread, message);
  }

  async #load(thread, message) {
    if (message) {
      await this.#jump(message);
    } else if (!thread.loaded || !thread.atEnd) {
      await thread.load();
    }
    if (!thread.loaded) {
      return;
    }
    const { id } = thread;
    quietly(get(`conversations/${id}/receipts/?limit=100`).then(({ results }) => {
      results.forEach((receipt) => thread.receipts.set(receipt.user, receipt));
      this.requestUpdate();
    }));
    quietly(get(`conversations/${id}/presence/`).then(({ online }) => {
      this.store.conversations.get(id)?.participants.forEach((user) => this.store.online[online.includes(user) ? 'add' : 'delete'](user));
      this.requestUpdate();
    }));
  }

  #retry() {
    this.thread.loaded = false;
    return this.#load(this.thread, this.route.message);
  }

  async #jump(id) {
    const { thread } = this;
    // What failed is read again, even if the message itself had come.
    if (!thread.byId(id) || !thread.loaded) {
      await thread.load(`id:${id}`);
      if (thread.failed?.type === 'invalid-input') {
        await thread.load();
      }
    }
    if (thread !== this.thread || thread.failed) {
      return;
    }
    const target = thread.byId(id);
    if (!target) {
      toast('That message is not here any more.');
      return;
    }
    this.wanted = `m${target.seq}`;
    this.active = this.wanted;
    this.requestUpdate();
  }

  get view() {
    return this.$('.scroll');
  }

  get conversation() {
    return this.store.conversations.get(this.thread.id);
  }

  /** Makes the rows, if something came or went since the last time: with thousands of messages that is work. */
  #gather() {
    const { thread, store, divider } = this;
    const { messages, atEnd } = thread;
    const there = atEnd ? store.pending(thread.id) : [];
    const waiting = there.length ? there.filter((item) => !messages.some((message) => message.client_id === item.client_id)) : there;
    const made = [thread, messages, divider, dayKey(Date.now()), ...waiting];
    if (this.made?.length === made.length && made.every((one, index) => one === this.made[index])) {
      return;
    }
    this.made = made;
    this.rows = [];
    this.lastOwn = messages.findLast(({ sender }) => sender === store.me.id)?.seq;
    let before = null;
    let beforeAt = 0;
    let day = { begin: 0, end: 0 };
    let divided = divider === null;
    const add = (message, key) => {
      const at = Date.parse(message.created_at);
      if (at < day.begin || at >= day.end) {
        day = dayAround(at);
        this.rows.push({ key: `d${key}`, day: dayOf(at) });
        before = null;
      }
      if (!divided && message.seq > divider && message.sender !== store.me.id) {
        this.rows.push({ key: `n${key}`, divider: true });
        divided = true;
        before = null;
      }
      this.rows.push({ key, message, follows: before?.sender === message.sender && at - beforeAt < GROUP_MS });
      before = message;
      beforeAt = at;
    };
    messages.forEach((message) => add(message, `m${message.seq}`));
    waiting.forEach((item) => add({
      ...item, pending: item, sender: store.me.id, sender_details: store.me, created_at: item.at,
    }, `p${item.client_id}`));
  }

  updated() {
    const { view, scroller } = this;
    if (!view) {
      return;
    }
    if (this.observed !== view) {
      this.observed = view;
      this.sizes.disconnect();
      this.sizes.observe(view);
    }
    const list = this.$('.rows');
    list.style.paddingTop = `${this.shown.above}px`;
    list.style.paddingBottom = `${this.shown.below}px`;
    const changed = scroller.measure(list.children, this.shown.from);
    if (changed) {
      list.style.paddingTop = `${scroller.offsets[this.shown.from]}px`;
      list.style.paddingBottom = `${scroller.offsets[scroller.keys.length] - scroller.offsets[this.shown.to]}px`;
    }
    if (this.wanted && scroller.keys.includes(this.wanted)) {
      const wanted = this.wanted;
      scroller.show(wanted, view);
      const row = this.$(`[data-key="${wanted}"]`);
      if (row) {
        this.wanted = null;
        scroller.show(wanted, view);
        row.focus({ preventScroll: true });
        // The end may be on the screen too; then it is read, and followed.
        scroller.stuck = this.#isAtEnd();
      } else {
        this.requestUpdate();
      }
    } else {
      scroller.settle(view);
    }
    this.settledIn = view.clientHeight;
    if (changed && !scroller.suffices(this.shown, view)) {
      this.requestUpdate();
    }
    if (this.opening && this.thread.loaded) {
      this.opening = false;
      if (!this.route.message && matchMedia('(min-width: 48rem)').matches) {
        this.$('textarea')?.focus();
      }
    }
    this.#hear();
    this.#read();
    this.#more();
  }

  /** Tells screen readers of messages that came since the last look. */
  #hear() {
    if (!this.thread.loaded || !this.thread.atEnd) {
      return;
    }
    const last = this.thread.messages.at(-1)?.seq ?? 0;
    if (this.heard !== null && last > this.heard) {
      this.thread.messages.filter((message) => message.seq > this.heard && message.sender !== this.store.me.id)
        .slice(-3)
        .forEach((message) => announce(`${nameOf(message.sender_details)}: ${message.content}`));
    }
    this.heard = Math.max(last, this.heard ?? 0);
  }

  #read() {
    const last = this.thread?.messages.at(-1)?.seq;
    const known = this.conversation;
    if (!last || !known || !document.hasFocus() || !this.scroller.stuck || !this.thread.atEnd || this.reading === last
      || !(known.unread_count > 0)) {
      return;
    }
    this.reading = last;
    api('POST', `${this.thread.path}read/`, { seq: last })
      .then(({ read_seq, unread_count }) => this.store.put({ ...this.store.conversations.get(known.id), id: known.id, read_seq, unread_count }))
      .catch(() => { this.reading = null; });
  }

  #more() {
    const { view, thread } = this;
    if (!thread.loaded || thread.failed) {
      return;
    }
    if (view.scrollTop < NEAR && !thread.atStart) {
      quietly(thread.older());
    }
    if (!thread.atEnd && view.scrollHeight - view.scrollTop - view.clientHeight < NEAR) {
      quietly(thread.newer());
    }
  }

  #isAtEnd() {
    const { view } = this;
    return this.thread.atEnd && view.scrollHeight - view.scrollTop - view.clientHeight < AT_END;
  }

  #scrolled() {
    const { view } = this;
    // Not the reader went from the end: the view got lower, as by the place where one writes. The observer is told next.
    if (this.scroller.stuck && view.clientHeight !== this.settledIn) {
      return;
    }
    this.scroller.stuck = this.#isAtEnd();
    if (!this.scroller.suffices(this.shown, view)) {
      const range = this.scroller.range(view);
      // The row with the focus may go off: then the list itself keeps it, so that the keys go on working.
      const row = document.activeElement?.closest?.('.rows > li');
      if (row && this.contains(row) && !this.rows.slice(range.from, range.to).some(({ key }) => key === row.dataset.key)) {
        view.focus({ preventScroll: true });
      }
      this.requestUpdate();
    }
    this.#read();
    this.#more();
    this.$('.to-end')?.toggleAttribute('hidden', this.scroller.stuck);
  }

  async #toEnd() {
    if (!this.thread.atEnd) {
      await this.thread.load();
    }
    this.scroller.stuck = true;
    this.divider = null;
    history.replaceState(null, '', `#/c/${this.thread.id}`);
    this.requestUpdate();
    this.$('textarea')?.focus();
  }

  #keys(event) {
    if (event.target.closest('button, a, textarea, input') || !['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) {
      return;
    }
    event.preventDefault();
    const keys = this.rows.filter((row) => row.message).map((row) => row.key);
    const present = keys.indexOf(this.active);
    const next = { ArrowUp: present < 0 ? keys.length - 1 : present - 1, ArrowDown: present + 1, Home: 0, End: keys.length - 1 }[event.key];
    const key = keys[Math.max(0, Math.min(keys.length - 1, next))];
    if (key) {
      this.active = key;
      const row = this.$(`[data-key="${key}"]`);
      if (row) {
        row.focus();
      } else {
        this.wanted = key;
      }
    }
  }

  render() {
    const { conversation, thread, store } = this;
    if (!conversation) {
      return html`<main class="empty"><h1>${store.ready ? 'There is no such conversation, or you are not in it.' : 'Loading …'}</h1>
        <a class="button" href="#/">All conversations</a></main>`;
    }
    const title = store.title(conversation);
    this.shown = this.scroller.range(this.view, this.scroller.place(this.view));
    const shown = this.rows.slice(this.shown.from, this.shown.to);
    const people = conversation.participants.length;
    const other = conversation.kind === 'direct' ? conversation.participants.find((one) => one !== store.me.id) : null;
    return html`<main class="thread" aria-label=${title}>
      <header class="bar">
        <a class="button plain back" href="#/" aria-label="All conversations">${icon('back')}</a>
        ${avatar(title, conversation.id, other && store.online.has(other))}
        <h1><bdi>${title}</bdi><small>${other ? (store.isOtherDeactivated(conversation) ? 'Deactivated' : store.online.has(other) ? 'Online' : 'Offline') : `${people} ${people === 1 ? 'person' : 'people'}`}</small></h1>
        <button class="plain" aria-label="Search in this conversation" aria-expanded=${this.finding ? 'true' : 'false'}
          @click=${() => { this.finding = !this.finding; }}>${icon('search')}</button>
        <button class="plain" aria-label="Settings of this conversation" @click=${this.#settings}>${icon('settings')}</button>
      </header>
      ${this.finding ? html`<message-finder class="finder" .thread=${thread}
        @choose=${({ detail: { id } }) => { this.finding = false; this.#jump(id); }}></message-finder>` : nothing}
      <div class="scroll" tabindex="0" role="group" aria-label="Messages; arrow keys move" @scroll=${this.#scrolled} @keydown=${this.#keys}>
        ${thread.failed ? html`<p class="notice bad" role="alert">${thread.failed.message}
          <button @click=${this.#retry}>Try again</button></p>` : nothing}
        ${thread.loaded && !this.rows.length ? html`<p class="quiet">No messages yet. Say hello!</p>` : nothing}
        ${!thread.loaded && !thread.failed ? html`<p class="quiet" role="status">Loading …</p>` : nothing}
        <ol class="rows" aria-label="Messages">${repeat(shown, ({ key }) => key, (row) => this.#row(row))}</ol>
      </div>
      <button class="to-end" ?hidden=${this.scroller.stuck} @click=${this.#toEnd}>To the newest</button>
      <p class="typing" role="status">${this.#typing()}</p>
      <message-composer .store=${store} .live=${this.live} .conversation=${conversation}
        .editing=${this.editing} .replying=${this.replying}
        @cancel=${() => { this.editing = null; this.replying = null; }}
        @write=${this.#write} @edit-last=${this.#editLast}></message-composer>
    </main>`;
  }

  #typing() {
    const names = [...this.thread.typing.keys()].map((id) => nameOf(this.store.person(this.thread.id, id)).split(' ')[0]);
    return names.length ? `${names.slice(0, 3).join(', ')} ${names.length === 1 ? 'is' : 'are'} typing …` : '';
  }

  #row({ key, day, divider, message, follows }) {
    if (day) {
      return html`<li class="day" data-key=${key}><span>${day}</span></li>`;
    }
    if (divider) {
      return html`<li class="day new" data-key=${key}><span>New</span></li>`;
    }
    const { store } = this;
    const mine = message.sender === store.me.id;
    const { pending } = message;
    const name = mine ? 'You' : nameOf(message.sender_details);
    const edited = !pending && message.updated_at !== message.created_at;
    // One row is on the way of the Tab key, as in any list that arrow keys go through.
    const tab = key === this.active ? 0 : -1;
    return html`<li class="message ${mine ? 'mine' : ''} ${follows ? 'follows' : ''} ${pending ? pending.state : ''}" data-key=${key}
        tabindex=${tab} @focus=${() => { this.active = key; }}>
      ${mine ? nothing : follows ? html`<span class="avatar blank"></span>` : avatar(nameOf(message.sender_details), message.sender)}
      <div class="bubble">
        ${follows ? html`<span class="unseen">${name}</span>` : html`<span class="who">${name}</span>`}
        ${message.reply_to ? this.#quoted(message.reply_to) : nothing}
        <p class="words" dir="auto">${words(message.content, message.mentions, store.me.id)}</p>
        ${message.reactions?.length ? this.#reactions(message, tab) : nothing}
        <span class="meta">${pending ? this.#state(pending) : html`<time datetime=${message.created_at} title=${fullTime(message.created_at)}>${timeOf(message.created_at)}</time>
          ${edited ? html`<button class="link tiny" tabindex=${tab} @click=${() => actions.showHistory(this.thread, message)}>edited</button>` : nothing}${this.#seen(message)}`}</span>
      </div>
      ${pending ? nothing : html`<span class="actions">
        <button class="plain" tabindex=${tab} aria-label="React to the message of ${name}" @click=${() => actions.react(this.thread, message)}>${icon('smile')}</button>
        <button class="plain" tabindex=${tab} aria-label="Reply to ${name}" @click=${() => this.#reply(message)}>${icon('reply')}</button>
        <button class="plain" tabindex=${tab} aria-label="More about the message of ${name}" @click=${() => this.#act(message, mine)}>${icon('more')}</button>
      </span>`}
    </li>`;
  }

  #state(item) {
    return item.state === 'failed'
      ? html`<span class="error">Not sent: ${item.error}</span>
        <button class="link tiny" @click=${() => this.store.retry(item)}>Try again</button>
        <button class="link tiny" @click=${() => this.store.discard(item)}>Discard</button>`
      : html`<span>${item.state === 'sending' ? 'Sending …' : 'Waiting to be sent'}</span>`;
  }

  #quoted(id) {
    const target = this.thread.byId(id);
    if (!target && !(this.thread.messages.at(-1)?.id > id)) {
      return nothing;
    }
    return html`<a class="quote" href="#/c/${this.thread.id}/m/${id}" dir="auto"
      @click=${() => { if (this.route.message === id) { this.#jump(id); } }}>${target
      ? html`<b>${target.sender === this.store.me.id ? 'You' : nameOf(target.sender_details)}</b> ${target.content}` : 'An earlier message'}</a>`;
  }

  #reactions(message, tab) {
    return html`<span class="reactions">${message.reactions.map(({ emoji, count, users }) => {
      const mine = users.includes(this.store.me.id);
      return html`<button class=${mine ? 'mine' : ''} tabindex=${tab} aria-pressed=${mine ? 'true' : 'false'}
        aria-label="${emoji}, ${count}" @click=${() => actions.toggle(this.thread, message, emoji)}>${emoji} ${count}</button>`;
    })}</span>`;
  }

  /** Who has read the last of one's own messages. */
  #seen(message) {
    if (message.seq !== this.lastOwn) {
      return nothing;
    }
    const names = [...this.thread.receipts].filter(([user, receipt]) => user !== this.store.me.id
      && (receipt.first_seq ?? 1) <= message.seq && message.seq <= receipt.seq)
      .map(([user]) => nameOf(this.store.person(this.thread.id, user)));
    if (!names.length) {
      return html`<span>Sent</span>`;
    }
    return html`<span class="seen">Seen by ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}</span>`;
  }

  // What one can do with a message

  #reply(message) {
    this.editing = null;
    this.replying = message;
    this.$('textarea')?.focus();
  }

  #edit(message) {
    this.replying = null;
    this.editing = message;
  }

  #editLast() {
    const last = this.thread.messages.findLast(({ sender }) => sender === this.store.me.id);
    if (last) {
      this.#edit(last);
    }
  }

  async #act(message, mine) {
    const { thread } = this;
    const moderates = ['owner', 'admin'].includes(this.conversation.role) || this.conversation.owner === this.store.me.id;
    switch (await actions.choose(message, mine, moderates)) {
      case 'reply': this.#reply(message); break;
      case 'react': await actions.react(thread, message); break;
      case 'edit': this.#edit(message); break;
      case 'copy': await actions.copy(message.content); break;
      case 'link': await actions.copyLink(thread, message); break;
      case 'unread': await actions.markUnread(thread, message); break;
      case 'delete':
        if (await actions.remove(thread, message)) {
          this.view?.focus();
        }
        break;
      default:
    }
  }

  async #write({ detail: { content } }) {
    if (this.editing) {
      if (await actions.edit(this.thread, this.editing, content)) {
        this.editing = null;
      }
      return;
    }
    this.scroller.stuck = true;
    this.divider = null;
    this.store.send(this.thread.id, content, this.replying?.id);
    this.replying = null;
    if (!this.thread.atEnd) {
      await this.thread.load();
    }
  }

  async #settings() {
    const dialogs = await import('./dialogs.js').catch(unloaded);
    dialogs?.conversationSettings(this.store, this.thread.id);
  }
}
customElements.define('conversation-thread', ConversationThread);
