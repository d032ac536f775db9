/** Applies the frames of the live connection and of `sync/` to the store. */
import { get } from '../shared/api.js';

const TYPING_TIMEOUT_MS = 6000;

/** Fires `message` and `message-deleted` for each change, and `reloaded` when a conversation was read again. */
export class ChangeApplier extends EventTarget {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    super();
    this.store = store;
    /** Whether a read failed, so that the store must be refreshed. */
    this.needsRefresh = false;
  }

  /** @param {any} frame */
  apply(frame) {
    const { store } = this;
    switch (frame.type) {
      case 'changes':
        this.#applyChanges(frame);
        break;
      case 'joined':
        if (!((store.conversations.get(frame.conversation)?.version ?? 0) >= frame.version)) {
          this.#reload(frame.conversation);
        }
        break;
      case 'gap':
        this.#reload(frame.conversation);
        break;
      case 'inbox':
        this.#applyInbox(frame);
        break;
      case 'read':
        store.windows.get(frame.conversation)?.receipts.set(frame.user, frame);
        store.windows.get(frame.conversation)?.notify();
        break;
      case 'typing':
        this.#applyTyping(frame);
        break;
      case 'presence':
        store.online[frame.status === 'online' ? 'add' : 'delete'](frame.user);
        store.notify();
        break;
      default:
    }
  }

  /** @param {number} id */
  #reload(id) {
    this.store.reloadConversation(id).then(() => this.dispatchEvent(new Event('reloaded')), () => {
      this.needsRefresh = true;
    });
  }

  /** @param {number} id */
  #readConversation(id) {
    get(`conversations/${id}/`).then((conversation) => this.store.merge(conversation)).catch(() => {
      this.needsRefresh = true;
    });
  }

  /** @param {any} frame */
  #applyInbox({ conversation: id, read_seq, unread_count, muted, archived, pinned }) {
    if (this.store.conversations.has(id)) {
      this.store.put({ id, read_seq, unread_count, muted, archived, pinned });
    }
  }

  /** @param {{conversation: number, user: number}} frame */
  #applyTyping({ conversation, user }) {
    const messageWindow = this.store.windows.get(conversation);
    if (!messageWindow || user === this.store.me.id) {
      return;
    }
    clearTimeout(messageWindow.typing.get(user));
    messageWindow.typing.set(user, setTimeout(() => {
      messageWindow.typing.delete(user);
      messageWindow.notify();
    }, TYPING_TIMEOUT_MS));
    messageWindow.notify();
  }

  /**
   * Applies changes if they follow the known version directly. If changes between are missing, reads the conversation again.
   *
   * @param {{conversation: number, from: number, to: number, events: any[]}} frame
   */
  #applyChanges({ conversation: id, from, to, events }) {
    const { store } = this;
    const known = store.conversations.get(id);
    if (known && to <= known.version) {
      return;
    }
    if (!known || from > known.version) {
      this.#reload(id);
      return;
    }
    for (const event of events) {
      this.#applyEvent(id, event);
    }
    const current = store.conversations.get(id);
    if (current) {
      store.put({ id, version: Math.max(current.version, to) });
    }
  }

  /**
   * @param {number} id of the conversation
   * @param {any} event
   */
  #applyEvent(id, event) {
    const { store } = this;
    const known = store.conversations.get(id);
    if (!known || event.version <= known.version) {
      return;
    }
    switch (event.type) {
      case 'message.created':
        this.#advanceSenderReceipt(event.message);
        this.#putMessage(event.message, true);
        break;
      case 'message.updated':
        this.#putMessage(event.message, false);
        break;
      case 'message.deleted':
        this.#deleteMessage(known, event.message);
        break;
      case 'conversation.updated':
        store.put(event.conversation);
        break;
      case 'conversation.deleted':
        store.remove(id);
        break;
      case 'participant.removed':
        if (event.participant.user === store.me.id) {
          store.remove(id);
          break;
        }
        // The receipt ends, even if the participant is added again later.
        store.windows.get(id)?.receipts.delete(event.participant.user);
        this.#readConversation(id);
        break;
      default:
        this.#readConversation(id);
    }
  }

  /**
   * @param {Message} message
   * @param {boolean} isNew
   */
  #putMessage(message, isNew) {
    this.store.putMessage(message, isNew);
    this.dispatchEvent(new CustomEvent('message', { detail: message }));
  }

  // The server sends no receipt for the sender's own message. A sender who had read everything before has read it too.
  /** @param {Message} message */
  #advanceSenderReceipt({ conversation, sender, seq, created_at }) {
    const receipts = this.store.windows.get(conversation)?.receipts;
    const known = receipts?.get(sender) ?? { user: sender, first_seq: seq, seq: seq - 1 };
    if (receipts && known.seq === seq - 1) {
      receipts.set(sender, { ...known, seq, read_at: created_at });
    }
  }

  /**
   * @param {Conversation} conversation
   * @param {{id: number, seq: number, sender: number}} message
   */
  #deleteMessage(conversation, { id, seq, sender }) {
    const { store } = this;
    store.windows.get(conversation.id)?.remove(seq);
    const unread = conversation.unread_count ?? 0;
    const wasUnread = sender !== store.me.id && seq > (conversation.read_seq ?? 0) && unread > 0;
    store.put({ id: conversation.id, unread_count: wasUnread ? unread - 1 : conversation.unread_count });
    if (conversation.last_message?.seq === seq) {
      this.#readConversation(conversation.id);
    }
    this.dispatchEvent(new CustomEvent('message-deleted', { detail: id }));
  }
}
