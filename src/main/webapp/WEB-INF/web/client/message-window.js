/** The loaded messages of one conversation. */
import { get, query } from '../shared/api.js';

const FIRST_PAGE_SIZE = 50;
const PAGE_SIZE = 100;

/**
 * @param {Message} a
 * @param {Message} b
 */
const bySeq = (a, b) => a.seq - b.seq;

/**
 * Merges messages into others, both sorted by `seq`. Of two states of a message, the one with the higher version wins.
 *
 * @param {Message[]} messages
 * @param {Message[]} changes
 */
export function mergeMessages(messages, changes) {
  if (!changes.length) {
    return messages;
  }
  if (messages.length && changes[changes.length - 1].seq < messages[0].seq) {
    return [...changes, ...messages];
  }
  const merged = new Map(messages.map((message) => [message.seq, message]));
  for (const message of changes) {
    const known = merged.get(message.seq);
    if (!known || known.version <= message.version) {
      merged.set(message.seq, message);
    }
  }
  return [...merged.values()].sort(bySeq);
}

/** A gap-free range of a conversation's messages, oldest first. Fires `change`. */
export class MessageWindow extends EventTarget {
  #activeReads = 0;

  /** @type {Map<number, Message | null>} messages that changed during a read, null if deleted */
  #changesDuringRead = new Map();

  // Only the latest of several concurrent loads replaces the messages.
  #generation = 0;

  /** @type {Map<number, Message>} */
  #byId = new Map();

  /** @type {Message[] | null} the messages that #byId was built from */
  #indexed = null;

  /** @param {number} id of the conversation */
  constructor(id) {
    super();
    this.id = id;
    /** @type {Message[]} */
    this.messages = [];
    this.atStart = false;
    this.atEnd = true;
    this.loaded = false;
    /** Whether a reload is due. */
    this.stale = false;
    this.loadingOlder = false;
    this.loadingNewer = false;
    /** @type {any} */
    this.failed = null;
    /** @type {Map<number, ReturnType<typeof setTimeout>>} by user */
    this.typing = new Map();
    /** @type {Map<number, Receipt>} by user */
    this.receipts = new Map();
  }

  get path() {
    return `conversations/${this.id}/`;
  }

  notify() {
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Returns a loaded message.
   *
   * @param {number} id
   */
  findById(id) {
    if (this.#indexed !== this.messages) {
      this.#indexed = this.messages;
      this.#byId = new Map(this.messages.map((message) => [message.id, message]));
    }
    return this.#byId.get(id);
  }

  /**
   * @param {Record<string, any>} parameters
   * @returns {Promise<Message[]>}
   */
  async #fetchPage(parameters) {
    return (await get(`${this.path}messages/${query(parameters)}`)).results.sort(bySeq);
  }

  /**
   * Reads pages. Changes that arrive during the read are newer than the pages, whichever response comes first, so they are
   * applied again afterwards.
   *
   * @param {() => Promise<void>} work
   */
  async #read(work) {
    this.#activeReads += 1;
    try {
      await work();
      const changes = this.#changesDuringRead;
      this.messages = this.messages.filter(({ seq }) => changes.get(seq) !== null);
      this.#merge(/** @type {Message[]} */ ([...changes.values()].filter((message) => message && this.#isInWindow(message))));
    } finally {
      this.#activeReads -= 1;
      if (!this.#activeReads) {
        this.#changesDuringRead.clear();
      }
    }
  }

  // Messages outside the window are loaded when the reader scrolls there.
  /** @param {Message} message */
  #isInWindow({ seq }) {
    const { messages } = this;
    return (this.atStart || seq >= (messages[0]?.seq ?? 0)) && (this.atEnd || seq <= (messages[messages.length - 1]?.seq ?? 0));
  }

  /**
   * Loads the latest messages, or those around a message.
   *
   * @param {string} [around] parameter of the API, such as `id:7`
   */
  async load(around) {
    await this.#replace({ around }, (page) => ({ atStart: page.length < FIRST_PAGE_SIZE && !around, atEnd: !around }));
  }

  /** Loads the first messages. */
  async loadStart() {
    await this.#replace({ ordering: 'seq' }, (page) => ({ atStart: true, atEnd: page.length < FIRST_PAGE_SIZE }));
  }

  /**
   * @param {Record<string, any>} parameters
   * @param {(page: Message[]) => {atStart: boolean, atEnd: boolean}} endsOf
   */
  async #replace(parameters, endsOf) {
    this.failed = null;
    this.#generation += 1;
    const generation = this.#generation;
    try {
      await this.#read(async () => {
        const page = await this.#fetchPage({ limit: FIRST_PAGE_SIZE, ...parameters });
        if (generation !== this.#generation) {
          return;
        }
        this.messages = page;
        Object.assign(this, endsOf(page));
        if (!this.atStart && !this.atEnd) {
          await Promise.all([this.loadOlder(), this.loadNewer()]);
        }
      });
      this.loaded = true;
      this.stale = false;
    } catch (error) {
      this.failed = error;
    }
    this.notify();
  }

  async loadOlder() {
    if (this.atStart || this.loadingOlder || !this.messages.length) {
      return;
    }
    this.loadingOlder = true;
    try {
      await this.#read(async () => {
        const page = await this.#fetchPage({ before: this.messages[0].seq, limit: PAGE_SIZE });
        this.atStart = page.length < PAGE_SIZE;
        this.#merge(page);
      });
    } finally {
      this.loadingOlder = false;
      this.notify();
    }
  }

  async loadNewer() {
    if (this.atEnd || this.loadingNewer || !this.messages.length) {
      return;
    }
    this.loadingNewer = true;
    try {
      await this.#read(async () => {
        const after = this.messages[this.messages.length - 1].seq;
        const page = await this.#fetchPage({ after, limit: PAGE_SIZE, ordering: 'seq' });
        this.atEnd = page.length < PAGE_SIZE;
        this.#merge(page);
      });
    } finally {
      this.loadingNewer = false;
      this.notify();
    }
  }

  /** Reads the loaded range again, because changes may have been missed. */
  async reload() {
    // Until the reload succeeds, the next refresh of the list tries again.
    this.stale = true;
    if (!this.loaded || !this.messages.length) {
      await this.load();
      return;
    }
    // If the window starts with the first known message, an earlier one may have been missed.
    const from = this.atStart ? 1 : this.messages[0].seq;
    const generation = this.#generation;
    await this.#read(async () => {
      /** @type {Message[]} */
      const messages = [];
      for (let after = from - 1, page; ; after = page[page.length - 1].seq) {
        page = await this.#fetchPage({ after, limit: PAGE_SIZE, ordering: 'seq' });
        messages.push(...page);
        if (page.length < PAGE_SIZE) {
          break;
        }
      }
      if (generation === this.#generation) {
        // Older messages may have been loaded during the read.
        this.messages = [...this.messages.filter(({ seq }) => seq < from), ...messages];
        this.atEnd = true;
        this.stale = false;
      }
    });
    this.notify();
  }

  /** @param {Message[]} messages */
  #merge(messages) {
    this.messages = mergeMessages(this.messages, messages);
  }

  /**
   * Adds or replaces a message that was sent here or received.
   *
   * @param {Message} message
   */
  put(message) {
    this.#recordChange(message.seq, message);
    if (this.loaded && this.#isInWindow(message)) {
      this.#merge([message]);
    }
    clearTimeout(this.typing.get(message.sender));
    this.typing.delete(message.sender);
    this.notify();
  }

  /** @param {number} seq */
  remove(seq) {
    this.#recordChange(seq, null);
    this.messages = this.messages.filter((message) => message.seq !== seq);
    this.notify();
  }

  /**
   * @param {number} seq
   * @param {Message | null} message
   */
  #recordChange(seq, message) {
    if (this.#activeReads && this.#changesDuringRead.get(seq) !== null) {
      this.#changesDuringRead.set(seq, message);
    }
  }
}
