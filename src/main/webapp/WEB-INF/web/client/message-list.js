/** The messages of the open conversation: scrolling, keyboard, and marking as read. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { dayKey } from '../shared/dates.js';
import { PageElement, announce, displayName } from '../shared/ui.js';
import { openMessageMenu } from './message-actions.js';
import { renderRow } from './message-row.js';
import { NAVIGATION_KEYS, buildRows, keyToActivate } from './message-rows.js';
import { VirtualScroller, setPadding } from './virtual-scroller.js';

/** More messages are loaded at this distance from the end of the loaded ones, before the reader gets there. */
const PREFETCH_PX = 3000;
const MAX_ANNOUNCED = 3;

/**
 * Fires `reply` and `edit` with a message, `jump` with a message's id, `jump-to-edge` with whether it is the start, `retry`, and
 * `following` with whether the list stays at the latest message.
 */
export class MessageList extends PageElement {
  static properties = {
    store: { attribute: false }, messageWindow: { attribute: false }, readSeq: { attribute: false }, target: { attribute: false },
    activeKey: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {import('./message-window.js').MessageWindow} */
    this.messageWindow;
    /** @type {number | null} the divider is above the first later message */
    this.readSeq = null;
    /** @type {{key: string} | null} the row to show; a new object for each jump */
    this.target = null;
    /** @type {string | null} */
    this.activeKey = null;
    /** @type {import('./message-rows.js').Row[]} */
    this.rows = [];
    /** @type {any[]} what the rows were built from */
    this.rowSources = [];
    this.shownRange = { from: 0, to: 0, above: 0, below: 0 };
    this.scroller = new VirtualScroller();
    this.isFollowing = true;
    /** @type {string | null} the row to scroll to */
    this.pendingKey = null;
    /** @type {number | null} */
    this.announcedSeq = null;
    /** @type {number | null} */
    this.markedSeq = null;
    /** @type {HTMLElement | null} */
    this.observed = null;
    this.onChange = () => this.requestUpdate();
    this.onFocus = () => this.#markRead();
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.onChange);
    window.addEventListener('focus', this.onFocus);
    this.resizeObserver = new ResizeObserver(this.onChange);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
    this.messageWindow.removeEventListener('change', this.onChange);
    window.removeEventListener('focus', this.onFocus);
    this.resizeObserver?.disconnect();
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('messageWindow')) {
      changed.get('messageWindow')?.removeEventListener('change', this.onChange);
      this.messageWindow.addEventListener('change', this.onChange);
      this.scroller = new VirtualScroller();
      this.activeKey = null;
      this.announcedSeq = null;
      this.markedSeq = null;
      this.pendingKey = null;
    }
    if (changed.has('target') && this.target) {
      this.pendingKey = this.target.key;
      this.activeKey = this.target.key;
    }
    this.scroller.hold(this.view);
    this.#updateRows();
  }

  /** @returns {HTMLElement | null} the element that scrolls */
  get view() {
    return this.$('.scroll');
  }

  /** Builds the rows if messages came or went. With thousands of messages this is expensive. */
  #updateRows() {
    const { messageWindow, store, readSeq } = this;
    const { messages, atEnd } = messageWindow;
    const outbox = atEnd ? store.outbox.itemsOf(messageWindow.id) : [];
    const unsent = outbox.length ? outbox.filter((item) => !messages.some((message) => message.client_id === item.client_id)) : outbox;
    const sources = [messageWindow, messages, readSeq, dayKey(Date.now()), ...unsent];
    if (this.rowSources.length === sources.length && sources.every((source, index) => source === this.rowSources[index])) {
      return;
    }
    this.rowSources = sources;
    this.rows = buildRows(messages, unsent, readSeq, store.me);
    this.lastOwnSeq = messages.findLast(({ sender }) => sender === store.me.id)?.seq;
    this.scroller.setKeys(this.rows.map(({ key }) => key));
  }

  updated() {
    const { scroller, shownRange } = this;
    const view = /** @type {HTMLElement} */ (this.view);
    if (this.observed !== view) {
      this.observed = view;
      this.resizeObserver?.disconnect();
      this.resizeObserver?.observe(view);
    }
    const list = this.$('.rows');
    setPadding(list, shownRange.above, shownRange.below);
    const changed = scroller.measure(list.children, shownRange.from);
    if (changed) {
      const { offsets } = scroller;
      setPadding(list, offsets[shownRange.from], offsets[scroller.keys.length] - offsets[shownRange.to]);
    }
    if (this.pendingKey && scroller.keys.includes(this.pendingKey)) {
      this.#showPending(this.pendingKey, view);
    } else {
      scroller.settle(view);
    }
    this.settledHeight = view.clientHeight;
    if (changed && !scroller.suffices(shownRange, view)) {
      this.requestUpdate();
    }
    this.#announceNew();
    this.#afterScroll();
  }

  /**
   * @param {string} key
   * @param {HTMLElement} view
   */
  #showPending(key, view) {
    this.scroller.show(key, view);
    const row = this.$(`[data-key="${key}"]`);
    if (!row) {
      this.requestUpdate();
      return;
    }
    this.pendingKey = null;
    this.scroller.show(key, view);
    row.focus({ preventScroll: true });
    // The latest message may be visible too. Then it counts as read.
    this.scroller.isFollowing = this.#isAtEnd();
  }

  /** Announces messages that came since the last update to screen readers. */
  #announceNew() {
    const { loaded, atEnd, messages } = this.messageWindow;
    if (!loaded || !atEnd) {
      return;
    }
    const last = messages.at(-1)?.seq ?? 0;
    const announced = this.announcedSeq ?? last;
    if (last > announced) {
      messages.filter(({ seq, sender }) => seq > announced && sender !== this.store.me.id)
        .slice(-MAX_ANNOUNCED)
        .forEach((message) => announce(`${displayName(message.sender_details)}: ${message.content}`));
    }
    this.announcedSeq = Math.max(last, announced);
  }

  #markRead() {
    const last = this.messageWindow.messages.at(-1)?.seq;
    const conversation = this.store.conversations.get(this.messageWindow.id);
    if (!last || !conversation || !document.hasFocus() || !this.scroller.isFollowing || !this.messageWindow.atEnd
      || this.markedSeq === last || !((conversation.unread_count ?? 0) > 0)) {
      return;
    }
    this.markedSeq = last;
    this.store.markRead(conversation.id, last).catch(() => { this.markedSeq = null; });
  }

  #loadMore() {
    const { messageWindow } = this;
    const view = /** @type {HTMLElement} */ (this.view);
    if (!messageWindow.loaded || messageWindow.failed) {
      return;
    }
    if (view.scrollTop < PREFETCH_PX && !messageWindow.atStart) {
      messageWindow.loadOlder().catch(() => {});
    }
    if (!messageWindow.atEnd && view.scrollHeight - view.scrollTop - view.clientHeight < PREFETCH_PX) {
      messageWindow.loadNewer().catch(() => {});
    }
  }

  #isAtEnd() {
    return this.messageWindow.atEnd && this.scroller.isAtEnd(/** @type {HTMLElement} */ (this.view));
  }

  #afterScroll() {
    this.#markRead();
    this.#loadMore();
    if (this.isFollowing !== this.scroller.isFollowing) {
      this.isFollowing = this.scroller.isFollowing;
      this.#fire('following', this.isFollowing);
    }
  }

  #handleScroll() {
    const view = /** @type {HTMLElement} */ (this.view);
    // The view became smaller, for example because the composer grew. The reader did not scroll, and the observer is next.
    if (this.scroller.isFollowing && view.clientHeight !== this.settledHeight) {
      return;
    }
    this.scroller.isFollowing = this.#isAtEnd();
    if (!this.scroller.suffices(this.shownRange, view)) {
      const { from, to } = this.scroller.range(view);
      // If the focused row is about to be removed, the list gets the focus, so that the keys continue to work.
      const row = /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest('.rows > li'));
      if (row && this.contains(row) && !this.rows.slice(from, to).some(({ key }) => key === row.dataset.key)) {
        view.focus({ preventScroll: true });
      }
      this.requestUpdate();
    }
    this.#afterScroll();
  }

  /** Scrolls to the latest message and stays there. */
  follow() {
    this.scroller.isFollowing = true;
    this.requestUpdate();
  }

  /** @param {any} event */
  #handleKey(event) {
    if (event.target.closest('button, a, textarea, input') || !NAVIGATION_KEYS.includes(event.key)) {
      return;
    }
    event.preventDefault();
    const { atStart, atEnd } = this.messageWindow;
    if ((event.key === 'Home' && !atStart) || (event.key === 'End' && !atEnd)) {
      this.#fire('jump-to-edge', event.key === 'Home');
      return;
    }
    const key = keyToActivate(this.rows, this.activeKey, event.key);
    if (key) {
      this.activeKey = key;
      const row = this.$(`[data-key="${key}"]`);
      if (row) {
        row.focus();
      } else {
        this.pendingKey = key;
      }
    }
  }

  /**
   * @param {string} name
   * @param {any} [detail]
   */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  render() {
    const { messageWindow, store, scroller, activeKey, lastOwnSeq } = this;
    const { failed, loaded } = messageWindow;
    this.shownRange = scroller.range(this.view, scroller.place(this.view));
    const shown = this.rows.slice(this.shownRange.from, this.shownRange.to);
    /** @type {import('./message-row.js').RowContext} */
    const context = {
      store, messageWindow, activeKey, lastOwnSeq, highlightedKey: this.target?.key,
      activate: (key) => { this.activeKey = key; },
      reply: (message) => this.#fire('reply', message),
      openMenu: (message) => openMessageMenu(store, message, {
        reply: () => this.#fire('reply', message), edit: () => this.#fire('edit', message), deleted: () => this.view?.focus(),
      }),
      jumpTo: (id) => this.#fire('jump', id),
    };
    return html`<div class="scroll" tabindex="0" role="group" aria-label="Messages. Use the arrow keys to move between them."
      @scroll=${this.#handleScroll} @keydown=${this.#handleKey}>
      ${failed ? html`<p class="notice danger" role="alert">${failed.message}
        <button @click=${() => this.#fire('retry')}>Retry</button></p>` : nothing}
      ${loaded && !this.rows.length ? html`<p class="secondary">No messages yet. Say hello!</p>` : nothing}
      ${!loaded && !failed ? html`<p class="secondary" role="status">Loading…</p>` : nothing}
      <ol class="rows" aria-label="Messages">${repeat(shown, ({ key }) => key, (row) => renderRow(row, context))}</ol>
    </div>`;
  }
}
customElements.define('message-list', MessageList);
