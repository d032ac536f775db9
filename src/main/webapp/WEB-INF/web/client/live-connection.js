/**
 * Receives changes by one WebSocket per tab and, while that does not work, by polling `sync/`. Missed changes are read from the
 * REST API, so a lost frame causes a delay but never loses a message.
 */
import { get, getToken, isOnline, query, refreshToken, session } from '../shared/api.js';
import { ChangeApplier } from './change-applier.js';

const POLL_MS = 4000;
const MIN_RETRY_MS = 1000;
const MAX_RETRY_MS = 30_000;
/** After this many heartbeat intervals without a frame, the connection is dead. */
const MAX_MISSED_HEARTBEATS = 2.5;

export class LiveConnection {
  #retryMs = MIN_RETRY_MS;

  #closed = false;

  /** Whether the server accepted the connection. */
  #accepted = false;

  #heartbeatMs = 0;

  /** @type {string | undefined} */
  #syncToken;

  /** @type {WebSocket | undefined} */
  #socket;

  #listeners = new AbortController();

  /** @type {{reconnect?: ReturnType<typeof setTimeout>, poll?: ReturnType<typeof setTimeout>, heartbeat?: ReturnType<typeof setTimeout>}} */
  #timers = {};

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
    this.changes = new ChangeApplier(store);
    const { signal } = this.#listeners;
    window.addEventListener('online', () => this.#pollNow(), { signal });
    session.addEventListener('online', () => this.#pollNow(), { signal });
    session.addEventListener('token', () => this.#sendToken(), { signal });
  }

  async start() {
    await this.#startOver();
    this.#connect();
    this.#poll();
  }

  close() {
    this.#closed = true;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#listeners.abort();
    this.#socket?.close();
  }

  get isConnected() {
    return this.#socket?.readyState === WebSocket.OPEN && this.#accepted;
  }

  /**
   * Sends a frame if there is a connection. Returns whether there is.
   *
   * @param {any} frame
   */
  send(frame) {
    if (this.isConnected) {
      this.#socket?.send(JSON.stringify(frame));
      return true;
    }
    return false;
  }

  #pollNow() {
    if (!this.#closed && (!this.isConnected || !isOnline())) {
      this.#poll();
    }
  }

  async #poll() {
    clearTimeout(this.#timers.poll);
    const { needsRefresh } = this.changes;
    try {
      // The connection may have survived a short interruption, but only a response shows that the server can be reached.
      if (!this.isConnected || !isOnline()) {
        await this.#sync();
      }
      if (needsRefresh) {
        this.changes.needsRefresh = false;
        await this.store.refresh();
      }
    } catch {
      // The page shows that the server cannot be reached; the next poll tries again.
      this.changes.needsRefresh ||= needsRefresh;
    }
    if (!this.#closed) {
      clearTimeout(this.#timers.poll);
      this.#timers.poll = setTimeout(() => this.#poll(), POLL_MS);
    }
  }

  /** Reads the changes since the sync token. */
  async #sync() {
    for (let more = true; more && !this.#closed;) {
      const response = await get(`sync/${query({ since: this.#syncToken })}`);
      response.conversations.forEach((/** @type {any} */ frame) => this.changes.apply(frame));
      response.reads.forEach((/** @type {any} */ read) => this.changes.apply({ type: 'read', ...read }));
      response.inbox.forEach((/** @type {any} */ inbox) => this.changes.apply({ type: 'inbox', ...inbox }));
      this.#syncToken = response.position;
      more = response.more;
    }
  }

  async #connect() {
    if (this.#closed) {
      return;
    }
    let token;
    try {
      token = await getToken();
    } catch {
      this.#scheduleReconnect();
      return;
    }
    this.#accepted = false;
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/ws`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ type: 'auth', token, since: this.#syncToken }));
    });
    socket.addEventListener('message', (event) => this.#receive(JSON.parse(event.data)));
    socket.addEventListener('close', ({ reason }) => this.#handleClose(reason));
  }

  // Browsers cannot send a header with the handshake, so errors of authentication arrive as the reason of the close.
  /** @param {string} reason */
  async #handleClose(reason) {
    if (reason === 'not_authenticated') {
      await refreshToken().catch(() => {});
    } else if (reason === 'invalid_since') {
      await this.#startOver().catch(() => {});
    }
    this.#scheduleReconnect();
  }

  /** Starts with a new sync token, taken before the list is read: changes during the read are then received again. */
  async #startOver() {
    this.#syncToken = (await get('sync/')).position;
    await this.store.refresh();
  }

  #scheduleReconnect() {
    clearTimeout(this.#timers.heartbeat);
    if (this.#accepted) {
      this.#retryMs = MIN_RETRY_MS;
    }
    this.#accepted = false;
    if (this.#closed) {
      return;
    }
    // Random delays spread the reconnects when a server closes many connections.
    this.#timers.reconnect = setTimeout(() => this.#connect(), this.#retryMs * (0.5 + Math.random()));
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }

  async #sendToken() {
    if (this.isConnected) {
      this.send({ type: 'auth', token: await getToken() });
    }
  }

  #watchHeartbeat() {
    clearTimeout(this.#timers.heartbeat);
    if (this.#heartbeatMs) {
      this.#timers.heartbeat = setTimeout(() => this.#socket?.close(), this.#heartbeatMs * MAX_MISSED_HEARTBEATS);
    }
  }

  /** @param {any} frame */
  #receive(frame) {
    this.#watchHeartbeat();
    switch (frame.type) {
      case 'hello':
        this.#accepted = true;
        this.#heartbeatMs = frame.heartbeat_seconds * 1000;
        this.#watchHeartbeat();
        this.store.outbox.flush();
        break;
      case 'end':
        // The refresh shows whether the session has ended.
        if (['token_expired', 'signed_out'].includes(frame.reason)) {
          refreshToken().catch(() => {});
        }
        break;
      default:
        this.changes.apply(frame);
    }
    this.#syncToken = frame.position ?? frame.resume ?? this.#syncToken;
  }
}
