/** The state of this tab: the user's conversations, the loaded messages, and the outbox. */
import { api, get, getAll, query } from '../shared/api.js';
import { displayName } from '../shared/ui.js';
import { deleteStoredDrafts } from './drafts.js';
import { MessageWindow } from './message-window.js';
import { Outbox } from './outbox.js';

const PAGE_SIZE = 100;

/**
 * Returns a conversation as it is after a message was sent or edited. Its `version` stays: that says up to where no change is
 * missing, and other changes may have preceded the message.
 *
 * @param {Conversation} conversation
 * @param {Message} message
 * @param {boolean} isNew whether it was sent just now
 * @param {number} userId
 * @returns {Conversation}
 */
export function withMessage(conversation, message, isNew, userId) {
  const next = { ...conversation };
  if (message.seq > conversation.last_seq) {
    next.last_seq = message.seq;
    next.updated_at = message.created_at;
    next.last_message = message;
    if (isNew && message.sender !== userId && message.seq > (conversation.read_seq ?? 0)) {
      next.unread_count = (conversation.unread_count ?? 0) + 1;
    }
  } else if (conversation.last_message?.seq === message.seq) {
    next.last_message = message;
  }
  return next;
}

/** Fires `change`. */
export class Store extends EventTarget {
  /** @type {Set<Map<number, boolean>>} for each refresh in progress: conversations that changed since, false if removed */
  #refreshes = new Set();

  /** @param {User} me */
  constructor(me) {
    super();
    this.me = me;
    /** @type {Map<number, Conversation>} */
    this.conversations = new Map();
    /** @type {Map<number, MessageWindow>} */
    this.windows = new Map();
    /** @type {Set<number>} ids of the users who are online */
    this.online = new Set();
    /** @type {Map<number, {message: Message, text: string}>} edits in progress, by conversation */
    this.edits = new Map();
    /** Whether the list of conversations is loaded. */
    this.ready = false;
    this.outbox = new Outbox(me.id, {
      onSent: (message) => this.putMessage(message, true),
      onChange: (conversation) => {
        this.windows.get(conversation)?.notify();
        this.notify();
      },
    });
  }

  notify() {
    this.dispatchEvent(new Event('change'));
  }

  /** Deletes the user's unsent messages and drafts from the device. */
  deleteStoredData() {
    this.outbox.clear();
    deleteStoredDrafts(this.me.id);
  }

  /** Returns the conversations in the order of the list. */
  sorted() {
    return [...this.conversations.values()].sort((a, b) =>
      Number(b.pinned ?? false) - Number(a.pinned ?? false) || (a.updated_at < b.updated_at ? 1 : -1) || b.id - a.id);
  }

  /** Returns the number of unread messages in all conversations that are not muted. */
  countUnread() {
    return [...this.conversations.values()].reduce((sum, { muted, unread_count: unread }) => sum + (muted ? 0 : unread ?? 0), 0);
  }

  /** @param {number} id of a conversation */
  windowOf(id) {
    let found = this.windows.get(id);
    if (!found) {
      found = new MessageWindow(id);
      this.windows.set(id, found);
    }
    return found;
  }

  /** Reads the list of conversations, and the loaded messages of those that changed. */
  async refresh() {
    /** @type {Map<number, boolean>} */
    const changes = new Map();
    this.#refreshes.add(changes);
    /** @type {Conversation[]} */
    let found;
    try {
      found = await getAll(`conversations/${query({ limit: PAGE_SIZE })}`);
    } finally {
      this.#refreshes.delete(changes);
    }
    const before = this.conversations;
    this.conversations = new Map(found.map((conversation) => {
      const known = before.get(conversation.id);
      return [conversation.id, known && known.version > conversation.version ? known : conversation];
    }));
    // Changes that arrived during the read are newer than the pages.
    changes.forEach((exists, id) => {
      const known = before.get(id);
      if (!exists) {
        this.conversations.delete(id);
      } else if (known && !this.conversations.has(id)) {
        this.conversations.set(id, known);
      }
    });
    this.ready = true;
    this.notify();
    await Promise.all([...this.conversations.values()].map(({ id, version }) => {
      const messageWindow = this.windows.get(id);
      return messageWindow && (messageWindow.stale || (messageWindow.loaded && before.get(id)?.version !== version))
        ? messageWindow.reload() : null;
    }));
  }

  /**
   * Reads a conversation and its loaded messages again.
   *
   * @param {number} id
   */
  async reloadConversation(id) {
    try {
      /** @type {Conversation} */
      const conversation = await get(`conversations/${id}/`);
      if (!((this.conversations.get(id)?.version ?? 0) > conversation.version)) {
        this.put(conversation);
      }
      await this.windows.get(id)?.reload();
    } catch (error) {
      if (error.status !== 404) {
        throw error;
      }
      this.remove(id);
    }
  }

  /**
   * Merges a conversation from a response. A newer version than the known one means that changes are missing, so they are
   * read. An older version is outdated.
   *
   * @param {Conversation} conversation
   */
  async merge(conversation) {
    const known = this.conversations.get(conversation.id);
    if (!known || conversation.version === known.version) {
      this.put(conversation);
    } else if (conversation.version > known.version) {
      await this.reloadConversation(conversation.id);
    }
  }

  /** @param {Partial<Conversation> & {id: number}} conversation */
  put(conversation) {
    this.#recordChange(conversation.id, true);
    this.conversations.set(conversation.id, /** @type {Conversation} */ ({ ...this.conversations.get(conversation.id), ...conversation }));
    this.notify();
  }

  /** @param {number} id */
  remove(id) {
    this.#recordChange(id, false);
    this.conversations.delete(id);
    this.windows.delete(id);
    this.outbox.removeConversation(id);
    this.notify();
  }

  /**
   * @param {number} id
   * @param {boolean} exists
   */
  #recordChange(id, exists) {
    this.#refreshes.forEach((changes) => changes.set(id, exists));
  }

  /**
   * Adds or replaces a message that was sent here or received.
   *
   * @param {Message} message
   * @param {boolean} isNew whether it was sent just now
   */
  putMessage(message, isNew) {
    this.windows.get(message.conversation)?.put(message);
    const conversation = this.conversations.get(message.conversation);
    if (conversation) {
      this.put(withMessage(conversation, message, isNew, this.me.id));
    }
  }

  /**
   * Moves the user's read pointer of a conversation.
   *
   * @param {number} id
   * @param {number} seq
   */
  async markRead(id, seq) {
    const { read_seq, unread_count } = await api('POST', `conversations/${id}/read/`, { seq });
    this.put({ id, read_seq, unread_count });
  }

  /**
   * @param {number} conversation
   * @param {number} userId
   */
  participant(conversation, userId) {
    return this.conversations.get(conversation)?.participant_details?.find(({ id }) => id === userId);
  }

  /**
   * Returns the id of the other user of a direct conversation.
   *
   * @param {Conversation} conversation
   */
  otherUser(conversation) {
    return conversation.kind === 'direct' ? conversation.participants.find((id) => id !== this.me.id) : undefined;
  }

  /**
   * Returns whether the other user of a direct conversation is deactivated.
   *
   * @param {Conversation} conversation
   */
  isOtherDeactivated(conversation) {
    return conversation.kind === 'direct'
      && (conversation.participant_details ?? []).some((user) => user.id !== this.me.id && user.is_active === false);
  }

  /**
   * Returns the title of a conversation, or the names of the other participants.
   *
   * @param {Conversation} conversation
   */
  titleOf(conversation) {
    if (conversation.title) {
      return conversation.title;
    }
    const others = (conversation.participant_details ?? []).filter(({ id }) => id !== this.me.id);
    return others.length ? others.map(displayName).join(', ') : 'Only you';
  }
}
