/**
 * Live changes: one WebSocket for this tab; while it does not work, asking every few seconds. What is missed is read again
 * by the REST API, so a lost frame costs time and never a message.
 */
import { get, isOnline, query, renew, session, token } from '../shared/api.js';

const POLL_MS = 4000;
const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 30_000;
const SILENCE_FACTOR = 2.5;
const TYPING_MS = 6000;

export class Live extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.retryMs = FIRST_RETRY_MS;
    this.stopped = false;
    this.soon = () => this.#soon();
    window.addEventListener('online', this.soon);
    session.addEventListener('online', this.soon);
    this.onToken = () => this.#prolong();
    session.addEventListener('token', this.onToken);
  }

  async start() {
    // The position first: what changes while the list is read is then told again.
    await this.#restart();
    this.#connect();
    this.#poll();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.poller);
    clearTimeout(this.silence);
    window.removeEventListener('online', this.soon);
    session.removeEventListener('online', this.soon);
    session.removeEventListener('token', this.onToken);
    this.socket?.close();
  }

  get connected() {
    return this.socket?.readyState === WebSocket.OPEN && this.greeted;
  }

  send(frame) {
    if (this.connected) {
      this.socket.send(JSON.stringify(frame));
      return true;
    }
    return false;
  }

  #soon() {
    if (!this.stopped && (!this.connected || !isOnline())) {
      clearTimeout(this.poller);
      this.#poll();
    }
  }

  async #poll() {
    clearTimeout(this.poller);
    const { stale } = this;
    try {
      // The connection may have outlived a short break; that the server is within reach again, an answer says.
      if (!this.connected || !isOnline()) {
        await this.#sync();
      }
      if (stale) {
        this.stale = false;
        await this.store.refresh();
      }
    } catch {
      // The page says that the server is out of reach; the next round tries again.
      this.stale ||= stale;
    }
    if (!this.stopped) {
      clearTimeout(this.poller);
      this.poller = setTimeout(() => this.#poll(), POLL_MS);
    }
  }

  /** Asks what changed since the last time. */
  async #sync() {
    for (let more = true; more && !this.stopped;) {
      const answer = await get(`sync/${query({ since: this.position })}`);
      answer.conversations.forEach((frame) => this.#take(frame));
      answer.reads.forEach((read) => this.#take({ type: 'read', ...read }));
      answer.inbox.forEach((inbox) => this.#take({ type: 'inbox', ...inbox }));
      this.position = answer.position;
      more = answer.more;
    }
  }

  async #connect() {
    if (this.stopped) {
      return;
    }
    let good;
    try {
      good = await token();
    } catch {
      this.#again();
      return;
    }
    this.greeted = false;
    this.socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/ws`);
    this.socket.addEventListener('open', () => {
      this.socket.send(JSON.stringify({ type: 'auth', token: good, since: this.position }));
    });
    this.socket.addEventListener('message', (event) => this.#receive(JSON.parse(event.data)));
    this.socket.addEventListener('close', ({ reason }) => this.#closed(reason));
  }

  // A browser sends no header with a handshake, so what is wrong with the first message comes as the reason of the close.
  async #closed(reason) {
    if (reason === 'not_authenticated') {
      await renew().catch(() => {});
    } else if (reason === 'invalid_since') {
      await this.#restart().catch(() => {});
    }
    this.#again();
  }

  /** Starts over: the server cannot resume from the position that this tab has. */
  async #restart() {
    this.position = (await get('sync/')).position;
    await this.store.refresh();
  }

  #again() {
    clearTimeout(this.silence);
    const was = this.greeted;
    this.greeted = false;
    if (this.stopped) {
      return;
    }
    if (was) {
      this.retryMs = FIRST_RETRY_MS;
    }
    // Not all at once, when a server goes away from under many.
    this.timer = setTimeout(() => this.#connect(), this.retryMs * (0.5 + Math.random()));
    this.retryMs = Math.min(MAX_RETRY_MS, this.retryMs * 2);
  }

  async #prolong() {
    if (this.connected) {
      this.send({ type: 'auth', token: await token() });
    }
  }

  #listen() {
    clearTimeout(this.silence);
    if (this.heartbeatMs) {
      this.silence = setTimeout(() => this.socket.close(), this.heartbeatMs * SILENCE_FACTOR);
    }
  }

  #receive(frame) {
    this.#listen();
    switch (frame.type) {
      case 'hello':
        this.greeted = true;
        this.heartbeatMs = frame.heartbeat_seconds * 1000;
        this.#listen();
        this.store.flush();
        break;
      case 'end':
        // Whether one is still signed in, the next token tells.
        if (['token_expired', 'signed_out'].includes(frame.reason)) {
          renew().catch(() => {});
        }
        break;
      default:
        this.#take(frame);
    }
    this.position = frame.position ?? frame.resume ?? this.position;
  }

  // What could not be read now is read with the next round.
  #reread(id) {
    this.store.reread(id).then(() => this.dispatchEvent(new Event('reread')), () => {
      this.stale = true;
    });
  }

  #read(id) {
    get(`conversations/${id}/`).then((read) => this.store.seen(read)).catch(() => {
      this.stale = true;
    });
  }

  #take(frame) {
    const { store } = this;
    switch (frame.type) {
      case 'changes':
        this.#changes(frame);
        break;
      case 'joined':
        if (!(store.conversations.get(frame.conversation)?.version >= frame.version)) {
          this.#reread(frame.conversation);
        }
        break;
      case 'gap':
        this.#reread(frame.conversation);
        break;
      case 'inbox': {
        const known = store.conversations.get(frame.conversation);
        if (known) {
          const { read_seq, unread_count, muted, archived, pinned } = frame;
          store.put({ ...known, read_seq, unread_count, muted, archived, pinned });
        }
        break;
      }
      case 'read':
        store.threads.get(frame.conversation)?.receipts.set(frame.user, frame);
        store.threads.get(frame.conversation)?.changed();
        break;
      case 'typing':
        this.#typing(frame);
        break;
      case 'presence':
        store.online[frame.status === 'online' ? 'add' : 'delete'](frame.user);
        store.changed();
        break;
      default:
    }
  }

  #typing({ conversation, user }) {
    const thread = this.store.threads.get(conversation);
    if (!thread || user === this.store.me.id) {
      return;
    }
    clearTimeout(thread.typing.get(user));
    thread.typing.set(user, setTimeout(() => {
      thread.typing.delete(user);
      thread.changed();
    }, TYPING_MS));
    thread.changed();
  }

  #changes({ conversation: id, from, to, events }) {
    const { store } = this;
    const known = store.conversations.get(id);
    if (known && to <= known.version) {
      return;
    }
    if (!known || from > known.version) {
      this.#reread(id);
      return;
    }
    for (const event of events) {
      this.#apply(id, event);
    }
    const now = store.conversations.get(id);
    if (now) {
      store.put({ ...now, version: Math.max(now.version, to) });
    }
  }

  #apply(id, event) {
    const { store } = this;
    const known = store.conversations.get(id);
    if (!known || event.version <= known.version) {
      return;
    }
    switch (event.type) {
      case 'message.created':
        this.#deriveReceipt(store.threads.get(id), event.message);
        store.message(event.message, true);
        this.dispatchEvent(new CustomEvent('message', { detail: event.message }));
        break;
      case 'message.updated':
        store.message(event.message, false);
        this.dispatchEvent(new CustomEvent('message', { detail: event.message }));
        break;
      case 'message.deleted':
        this.#deleted(known, event.message);
        this.dispatchEvent(new CustomEvent('message-deleted', { detail: event.message.id }));
        break;
      case 'conversation.updated':
        store.put(event.conversation);
        break;
      case 'conversation.deleted':
        store.forget(id);
        break;
      case 'participant.removed':
        if (event.participant.user === store.me.id) {
          store.forget(id);
          break;
        }
        // Their receipt ends, also if they come back.
        store.threads.get(id)?.receipts.delete(event.participant.user);
        // falls through
      default:
        this.#read(id);
    }
  }

  // The server sends no receipt for a sender's own message. A sender who had read everything before has read it too.
  #deriveReceipt(thread, { sender, seq, created_at }) {
    const known = thread?.receipts.get(sender) ?? { user: sender, first_seq: seq, seq: seq - 1 };
    if (thread && known.seq === seq - 1) {
      thread.receipts.set(sender, { ...known, seq, read_at: created_at });
    }
  }

  #deleted(known, { seq, sender }) {
    const { store } = this;
    store.threads.get(known.id)?.remove(seq);
    const next = { ...known };
    if (sender !== store.me.id && seq > (known.read_seq ?? 0) && known.unread_count > 0) {
      next.unread_count -= 1;
    }
    store.put(next);
    if (known.last_message?.seq === seq) {
      this.#read(known.id);
    }
  }
}
