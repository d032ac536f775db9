/** Messages that the server has not accepted yet. They are stored on the device, so they survive a reload. */
import { Unreachable, api, randomId, session } from '../shared/api.js';

const MIN_RETRY_MS = 1000;
const MAX_RETRY_MS = 30_000;

/** @param {any} error */
const isTemporary = (error) => error instanceof Unreachable || error.status === 401 || error.status === 429 || error.status >= 500;

/** Sends messages in order within each conversation, and retries until the server accepts or refuses them. */
export class Outbox {
  /** @type {Set<number>} conversations with a request in progress */
  #sending = new Set();

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  #retryMs = 0;

  #closed = false;

  #listeners = new AbortController();

  /**
   * @param {number} userId
   * @param {{onSent: (message: Message) => void, onChange: (conversation: number) => void}} callbacks
   */
  constructor(userId, { onSent, onChange }) {
    this.key = `messaging-outbox-${userId}`;
    this.onSent = onSent;
    this.onChange = onChange;
    /** @type {OutboxItem[]} */
    this.items = JSON.parse(localStorage.getItem(this.key) ?? '[]')
      .map((/** @type {OutboxItem} */ item) => ({ ...item, state: 'waiting' }));
    const { signal } = this.#listeners;
    session.addEventListener('online', () => this.flush(), { signal });
    window.addEventListener('online', () => this.flush(), { signal });
    window.addEventListener('storage', (event) => this.#readOtherTab(event), { signal });
  }

  /** Stops sending, because another user may sign in next. Unsent messages stay on the device for their author. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listeners.abort();
  }

  /** Deletes the unsent messages from the device. */
  clear() {
    clearTimeout(this.#timer);
    this.items = [];
    this.#store();
  }

  /** @param {number} conversation */
  itemsOf(conversation) {
    return this.items.filter((item) => item.conversation === conversation);
  }

  /**
   * @param {number} conversation
   * @param {string} content
   * @param {number} [replyTo] id of a message
   */
  add(conversation, content, replyTo) {
    this.items.push({
      client_id: randomId(), conversation, content, reply_to: replyTo ?? null, at: new Date().toISOString(), state: 'waiting',
    });
    this.#update(conversation);
    this.flush();
  }

  /** @param {OutboxItem} item */
  retry(item) {
    item.state = 'waiting';
    this.#update(item.conversation);
    this.flush();
  }

  /** @param {OutboxItem} item */
  discard(item) {
    this.#remove(item);
    this.#update(item.conversation);
  }

  /** @param {number} conversation */
  removeConversation(conversation) {
    this.items = this.items.filter((item) => item.conversation !== conversation);
    this.#store();
  }

  /** Sends the waiting messages. */
  flush() {
    clearTimeout(this.#timer);
    if (this.#closed) {
      return;
    }
    for (const conversation of new Set(this.items.map((item) => item.conversation))) {
      if (!this.#sending.has(conversation)) {
        this.#sending.add(conversation);
        this.#send(conversation).finally(() => this.#sending.delete(conversation));
      }
    }
  }

  /** @param {number} conversation */
  async #send(conversation) {
    for (let item; !this.#closed && (item = this.#nextOf(conversation));) {
      item.state = 'sending';
      this.#update(conversation);
      try {
        const message = await api('POST', `conversations/${conversation}/messages/`, {
          content: item.content, client_id: item.client_id, ...(item.reply_to ? { reply_to: item.reply_to } : {}),
        });
        if (this.#closed) {
          return;
        }
        this.#retryMs = 0;
        this.#remove(item);
        this.#store();
        this.onSent({ client_id: item.client_id, ...message });
      } catch (error) {
        if (this.#closed) {
          return;
        }
        if (isTemporary(error)) {
          // The retry has the same client_id, so the server does not create the message twice.
          item.state = 'waiting';
          this.#scheduleRetry(error.retryAfter);
          this.#update(conversation);
          return;
        }
        this.#refuse(item, error);
      }
    }
  }

  /** @param {number} conversation */
  #nextOf(conversation) {
    return this.items.find((item) => item.conversation === conversation && item.state !== 'failed');
  }

  /** @param {number} [retryAfter] in seconds */
  #scheduleRetry(retryAfter = 0) {
    this.#retryMs = Math.max(Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, this.#retryMs * 2)), retryAfter * 1000);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#retryMs);
  }

  /**
   * @param {OutboxItem} item
   * @param {any} error
   */
  #refuse(item, error) {
    if (error.type === 'message-deleted') {
      this.#remove(item);
    } else {
      item.state = 'failed';
      item.error = error.errors?.[0]?.message ?? error.message;
    }
    this.#update(item.conversation);
  }

  /** @param {OutboxItem} item */
  #remove(item) {
    this.items = this.items.filter((other) => other.client_id !== item.client_id);
  }

  /** @param {number} conversation */
  #update(conversation) {
    this.#store();
    this.onChange(conversation);
  }

  #store() {
    try {
      if (this.items.length) {
        localStorage.setItem(this.key, JSON.stringify(this.items));
      } else {
        localStorage.removeItem(this.key);
      }
    } catch {
      // The browser's storage is full. The messages are still sent, but only from this tab.
    }
  }

  /** @param {StorageEvent} event */
  #readOtherTab(event) {
    if (event.key === this.key) {
      const known = new Map(this.items.map((item) => [item.client_id, item]));
      this.items = JSON.parse(event.newValue ?? '[]').map((/** @type {OutboxItem} */ item) => known.get(item.client_id) ?? item);
      new Set([...known.values(), ...this.items].map((item) => item.conversation)).forEach(this.onChange);
    }
  }
}
