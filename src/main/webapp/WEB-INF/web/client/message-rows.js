/** The rows of a conversation: days, the divider above the first unread message, and messages. */
import { dayBounds, formatDay } from '../shared/dates.js';

/** Messages of one sender within this time are shown as one run, with the name once. */
const RUN_MS = 5 * 60_000;

/** @param {number} seq */
export const keyOf = (seq) => `m${seq}`;

export const NAVIGATION_KEYS = ['ArrowUp', 'ArrowDown', 'Home', 'End'];

/**
 * @typedef {object} Row
 * @property {string} key
 * @property {string} [day] text of a row that starts a day
 * @property {boolean} [isDivider]
 * @property {RowMessage} [message]
 * @property {boolean} [continuesRun] whether the previous row is of the same sender
 */

/**
 * @typedef {Message & {pending?: OutboxItem}} RowMessage a message, or one in the outbox
 */

/**
 * @param {OutboxItem} item
 * @param {User} me
 */
const asMessage = (item, me) => /** @type {RowMessage} */ (/** @type {unknown} */ ({
  ...item, pending: item, sender: me.id, sender_details: me, created_at: item.at,
}));

/**
 * @param {Message[]} messages
 * @param {OutboxItem[]} unsent shown after the messages
 * @param {number | null} readSeq the divider is above the first later message of another user; null for none
 * @param {User} me
 * @returns {Row[]}
 */
export function buildRows(messages, unsent, readSeq, me) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {RowMessage | null} */
  let previous = null;
  let previousAt = 0;
  let day = { start: 0, end: 0 };
  let needsDivider = readSeq !== null;

  /**
   * @param {RowMessage} message
   * @param {string} key
   */
  const add = (message, key) => {
    const at = Date.parse(message.created_at);
    if (at < day.start || at >= day.end) {
      day = dayBounds(at);
      rows.push({ key: `d${key}`, day: formatDay(at) });
      previous = null;
    }
    if (needsDivider && message.seq > /** @type {number} */ (readSeq) && message.sender !== me.id) {
      rows.push({ key: `n${key}`, isDivider: true });
      needsDivider = false;
      previous = null;
    }
    rows.push({ key, message, continuesRun: previous?.sender === message.sender && at - previousAt < RUN_MS });
    previous = message;
    previousAt = at;
  };

  messages.forEach((message) => add(message, keyOf(message.seq)));
  unsent.forEach((item) => add(asMessage(item, me), `p${item.client_id}`));
  return rows;
}

/**
 * Returns the key of the message row that a navigation key leads to.
 *
 * @param {Row[]} rows
 * @param {string | null} active key of the current row
 * @param {string} pressed one of {@link NAVIGATION_KEYS}
 * @returns {string | undefined}
 */
export function keyToActivate(rows, active, pressed) {
  const keys = rows.filter(({ message }) => message).map(({ key }) => key);
  const current = keys.indexOf(active ?? '');
  /** @type {Record<string, number>} */
  const next = { ArrowUp: current < 0 ? keys.length - 1 : current - 1, ArrowDown: current + 1, Home: 0, End: keys.length - 1 };
  return keys[Math.max(0, Math.min(keys.length - 1, next[pressed]))];
}
