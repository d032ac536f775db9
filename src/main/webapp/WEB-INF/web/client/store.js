/** What this tab knows: the reader's conversations, the loaded messages, and what waits to be sent. */
import { Unreachable, get, api, query, session, uuid } from '../shared/api.js';

const PAGE = 50;
const LIST = 100;
const MAX_RETRY_MS = 30_000;

const bySeq = (a, b) => a.seq - b.seq;

/** The loaded part of one conversation: a gapless window of its messages, oldest first. */
export class Thread extends EventTarget {
  constructor(id, store) {
    super();
    this.id = id;
    this.store = store;
    this.messages = [];
    this.atStart = false;
    this.atEnd = true;
    this.loaded = false;
    this.stale = false;
    this.generation = 0;
    this.typing = new Map();
    this.receipts = new Map();
    this.reading = 0;
    this.meanwhile = new Map();
  }

  get path() {
    return `conversations/${this.id}/`;
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** A loaded message by its id. */
  byId(id) {
    if (this.indexed !== this.messages) {
      this.indexed = this.messages;
      this.ids = new Map(this.messages.map((message) => [message.id, message]));
    }
    return this.ids.get(id);
  }

  async #page(parameters) {
    return (await get(`${this.path}messages/${query({ limit: PAGE, ...parameters })}`)).results.sort(bySeq);
  }

  /** Reads pages. What is told of while they are on their way is newer than they are, whichever arrives first. */
  async #reading(work) {
    this.reading += 1;
    try {
      await work();
      const { meanwhile } = this;
      this.messages = this.messages.filter(({ seq }) => meanwhile.get(seq) !== null);
      this.#merge([...meanwhile.values()].filter((message) => message && this.#isInWindow(message)));
    } finally {
      this.reading -= 1;
      if (!this.reading) {
        this.meanwhile.clear();
      }
    }
  }

  // What lies outside of the window comes when the reader gets there.
  #isInWindow({ seq }) {
    return (this.atStart || seq >= (this.messages[0]?.seq ?? 0)) && (this.atEnd || seq <= (this.messages.at(-1)?.seq ?? 0));
  }

  /** Loads the newest messages, or those around one. */
  async load(around) {
    this.failed = null;
    const generation = this.#anew();
    try {
      await this.#reading(async () => {
        const page = await this.#page(around ? { around } : {});
        if (generation !== this.generation) {
          return;
        }
        this.messages = page;
        this.atStart = page.length < PAGE && !around;
        this.atEnd = !around;
        if (around) {
          await Promise.all([this.older(), this.newer()]);
        }
      });
      this.loaded = true;
      this.stale = false;
    } catch (error) {
      this.failed = error;
    }
    this.changed();
  }

  // Of all that are on their way to replace what is loaded the latest counts.
  #anew() {
    this.generation += 1;
    return this.generation;
  }

  async older() {
    if (this.atStart || this.loadingOlder || !this.messages.length) {
      return;
    }
    this.loadingOlder = true;
    try {
      await this.#reading(async () => {
        const page = await this.#page({ before: this.messages[0].seq, limit: LIST });
        this.atStart = page.length < LIST;
        this.#merge(page);
      });
    } finally {
      this.loadingOlder = false;
      this.changed();
    }
  }

  async newer() {
    if (this.atEnd || this.loadingNewer || !this.messages.length) {
      return;
    }
    this.loadingNewer = true;
    try {
      await this.#reading(async () => {
        const page = await this.#page({ after: this.messages.at(-1).seq, limit: LIST, ordering: 'seq' });
        this.atEnd = page.length < LIST;
        this.#merge(page);
      });
    } finally {
      this.loadingNewer = false;
      this.changed();
    }
  }

  /** Reads what is loaded once more: after a while without a connection nobody knows what changed. */
  async reload() {
    // Until that has worked, the next look at the list tries again.
    this.stale = true;
    if (!this.loaded || !this.messages.length) {
      await this.load();
      return;
    }
    // Before one's own first message somebody else's may have come that is not here yet.
    const from = this.atStart ? 1 : this.messages[0].seq;
    const { generation } = this;
    await this.#reading(async () => {
      const again = [];
      for (let after = from - 1, page; ; after = page.at(-1).seq) {
        page = await this.#page({ after, limit: LIST, ordering: 'seq' });
        again.push(...page);
        if (page.length < LIST) {
          break;
        }
      }
      if (generation === this.generation) {
        // With what the reader has gone back to meanwhile.
        this.messages = [...this.messages.filter(({ seq }) => seq < from), ...again];
        this.atEnd = true;
        this.stale = false;
      }
    });
    this.changed();
  }

  #merge(page) {
    if (!page.length) {
      return;
    }
    if (this.messages.length && page.at(-1).seq < this.messages[0].seq) {
      this.messages = [...page, ...this.messages];
      return;
    }
    const known = new Map(this.messages.map((message) => [message.seq, message]));
    for (const message of page) {
      const present = known.get(message.seq);
      if (!present || present.version <= message.version) {
        known.set(message.seq, message);
      }
    }
    this.messages = [...known.values()].sort(bySeq);
  }

  /** A message as it came, sent or live. */
  put(message) {
    this.#remember(message.seq, message);
    if (this.loaded && this.#isInWindow(message)) {
      this.#merge([message]);
    }
    this.typing.delete(message.sender);
    this.changed();
  }

  #remember(seq, message) {
    if (this.reading && this.meanwhile.get(seq) !== null) {
      this.meanwhile.set(seq, message);
    }
  }

  remove(seq) {
    this.#remember(seq, null);
    this.messages = this.messages.filter((message) => message.seq !== seq);
    this.changed();
  }
}

export class Store extends EventTarget {
  constructor(me) {
    super();
    this.me = me;
    this.conversations = new Map();
    this.threads = new Map();
    this.online = new Set();
    this.ready = false;
    this.outbox = JSON.parse(localStorage.getItem(this.#outboxKey) ?? '[]').map((item) => ({ ...item, state: 'waiting' }));
    this.retryMs = 0;
    this.flushing = new Set();
    this.refreshes = new Set();
    this.stopped = false;
    this.ears = new AbortController();
    const { signal } = this.ears;
    session.addEventListener('online', () => this.flush(), { signal });
    window.addEventListener('online', () => this.flush(), { signal });
    window.addEventListener('storage', (event) => this.#otherTab(event), { signal });
  }

  /** Sends nothing any more: the next one who signs in here may be somebody else. What waits stays for its writer. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.ears.abort();
  }

  get #outboxKey() {
    return `messaging-outbox-${this.me.id}`;
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** Conversations as the list shows them. */
  ordered() {
    return [...this.conversations.values()].sort((a, b) =>
      Number(b.pinned ?? false) - Number(a.pinned ?? false) || (a.updated_at < b.updated_at ? 1 : -1) || b.id - a.id);
  }

  unread() {
    return [...this.conversations.values()].reduce((sum, found) => sum + (found.muted ? 0 : found.unread_count ?? 0), 0);
  }

  thread(id) {
    if (!this.threads.has(id)) {
      this.threads.set(id, new Thread(id, this));
    }
    return this.threads.get(id);
  }

  /** Reads the list of conversations; what is loaded of those that changed is read again. */
  async refresh() {
    const found = [];
    // What is told of while the pages are on their way: it counts, and may be in none of them.
    const told = new Map();
    this.refreshes.add(told);
    try {
      for (let page = await get(`conversations/${query({ limit: LIST })}`); ; page = await get(page.next)) {
        found.push(...page.results);
        if (!page.next) {
          break;
        }
      }
    } finally {
      this.refreshes.delete(told);
    }
    const before = this.conversations;
    this.conversations = new Map(found.map((conversation) => {
      const known = before.get(conversation.id);
      return [conversation.id, known?.version > conversation.version ? known : conversation];
    }));
    told.forEach((isThere, id) => {
      if (!isThere) {
        this.conversations.delete(id);
      } else if (!this.conversations.has(id)) {
        this.conversations.set(id, before.get(id));
      }
    });
    this.ready = true;
    this.changed();
    const stale = [...this.conversations.values()].filter(({ id, version }) => this.threads.get(id)?.stale
      || this.threads.get(id)?.loaded && before.get(id)?.version !== version);
    await Promise.all(stale.map(({ id }) => this.threads.get(id).reload()));
  }

  /** Reads one conversation. */
  async reread(id) {
    try {
      const read = await get(`conversations/${id}/`);
      if (!(this.conversations.get(id)?.version > read.version)) {
        this.put(read);
      }
      await this.threads.get(id)?.reload();
    } catch (error) {
      if (error.status !== 404) {
        throw error;
      }
      this.forget(id);
    }
  }

  /**
   * Takes over a conversation as an answer had it. One that is newer than what was told here says that something is missing,
   * which is then read; an older one was overtaken.
   */
  async seen(read) {
    const known = this.conversations.get(read.id);
    if (!known || read.version === known.version) {
      this.put(read);
    } else if (read.version > known.version) {
      await this.reread(read.id);
    }
  }

  #told(id, isThere) {
    this.refreshes.forEach((told) => told.set(id, isThere));
  }

  put(conversation) {
    this.#told(conversation.id, true);
    this.conversations.set(conversation.id, { ...this.conversations.get(conversation.id), ...conversation });
    this.changed();
  }

  forget(id) {
    this.#told(id, false);
    this.conversations.delete(id);
    this.threads.delete(id);
    this.outbox = this.outbox.filter((item) => item.conversation !== id);
    this.#save();
    this.changed();
  }

  person(conversation, id) {
    return this.conversations.get(conversation)?.participant_details?.find((person) => person.id === id);
  }

  /** What a conversation is called. */
  /** Whether the other user of a direct conversation is deactivated. */
  isOtherDeactivated(conversation) {
    return conversation.kind === 'direct'
      && (conversation.participant_details ?? []).some((person) => person.id !== this.me.id && person.is_active === false);
  }

  title(conversation) {
    if (conversation.title) {
      return conversation.title;
    }
    const others = (conversation.participant_details ?? []).filter((person) => person.id !== this.me.id);
    return others.length ? others.map((person) => `${person.first_name} ${person.last_name}`.trim() || person.username).join(', ')
      : 'Only you';
  }

  /** Takes over one message, sent here or elsewhere. */
  message(message, isNew) {
    const conversation = this.conversations.get(message.conversation);
    this.threads.get(message.conversation)?.put(message);
    if (!conversation) {
      return;
    }
    // Not its version: that says up to where nothing is missing, and others may have changed something before.
    const next = { ...conversation };
    if (message.seq > conversation.last_seq) {
      next.last_seq = message.seq;
      next.updated_at = message.created_at;
      next.last_message = message;
      if (isNew && message.sender !== this.me.id && message.seq > (conversation.read_seq ?? 0)) {
        next.unread_count = (conversation.unread_count ?? 0) + 1;
      }
    } else if (conversation.last_message?.seq === message.seq) {
      next.last_message = message;
    }
    this.#told(next.id, true);
    this.conversations.set(next.id, next);
    this.changed();
  }

  // Sending

  /** Shows a message at once and sends it; it stays in the outbox until the server has it. */
  send(conversation, content, replyTo) {
    this.outbox.push({
      client_id: uuid(), conversation, content, reply_to: replyTo ?? null, at: new Date().toISOString(), state: 'waiting',
    });
    this.#saved(conversation);
    this.flush();
  }

  pending(conversation) {
    return this.outbox.filter((item) => item.conversation === conversation);
  }

  retry(item) {
    item.state = 'waiting';
    this.#saved(item.conversation);
    this.flush();
  }

  discard(item) {
    this.outbox = this.outbox.filter((other) => other.client_id !== item.client_id);
    this.#saved(item.conversation);
  }

  #saved(conversation) {
    this.#save();
    this.threads.get(conversation)?.changed();
    this.changed();
  }

  #save() {
    try {
      if (this.outbox.length) {
        localStorage.setItem(this.#outboxKey, JSON.stringify(this.outbox));
      } else {
        localStorage.removeItem(this.#outboxKey);
      }
    } catch {
      // The browser keeps no more than a few million letters. Then this tab alone has them, and sends them all the same.
    }
  }

  #otherTab(event) {
    if (event.key === this.#outboxKey) {
      const own = new Map(this.outbox.map((item) => [item.client_id, item]));
      this.outbox = JSON.parse(event.newValue ?? '[]').map((item) => own.get(item.client_id) ?? item);
      this.threads.forEach((thread) => thread.changed());
    }
  }

  /** Sends what waits, in order within each conversation. */
  flush() {
    clearTimeout(this.timer);
    if (this.stopped) {
      return;
    }
    for (const id of new Set(this.outbox.map((item) => item.conversation))) {
      if (!this.flushing.has(id)) {
        this.flushing.add(id);
        this.#flush(id).finally(() => this.flushing.delete(id));
      }
    }
  }

  async #flush(conversation) {
    for (let item; !this.stopped && (item = this.outbox.find((one) => one.conversation === conversation && one.state !== 'failed'));) {
      item.state = 'sending';
      this.#saved(conversation);
      try {
        const sent = await api('POST', `conversations/${conversation}/messages/`, {
          content: item.content, client_id: item.client_id, ...(item.reply_to ? { reply_to: item.reply_to } : {}),
        });
        if (this.stopped) {
          return;
        }
        this.retryMs = 0;
        this.outbox = this.outbox.filter((one) => one.client_id !== item.client_id);
        this.#save();
        this.message({ client_id: item.client_id, ...sent }, true);
      } catch (error) {
        if (this.stopped) {
          return;
        }
        if (error instanceof Unreachable || error.status === 401 || error.status === 429 || error.status >= 500) {
          // The same client_id again: if the server had it already, it says so and nothing is doubled.
          item.state = 'waiting';
          this.retryMs = Math.max(Math.min(MAX_RETRY_MS, Math.max(1000, this.retryMs * 2)), (error.retryAfter ?? 0) * 1000);
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.flush(), this.retryMs);
          this.#saved(conversation);
          return;
        }
        if (error.type === 'message-deleted') {
          this.outbox = this.outbox.filter((one) => one.client_id !== item.client_id);
        } else {
          item.state = 'failed';
          item.error = error.errors?.[0]?.message ?? error.message;
        }
        this.#saved(conversation);
      }
    }
  }

  /** Forgets what is kept on this device. */
  clear() {
    clearTimeout(this.timer);
    this.outbox = [];
    this.#save();
  }
}
