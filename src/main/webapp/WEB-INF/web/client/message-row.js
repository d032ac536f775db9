/** Rendering of one row of a conversation. */
import { html, nothing } from 'lit-element';
import { renderContent } from '../shared/content.js';
import { formatDateTime, formatTime } from '../shared/dates.js';
import { avatar, countOf, displayName, icon } from '../shared/ui.js';
import * as actions from './message-actions.js';

const MAX_READER_NAMES = 3;

/**
 * @typedef {object} RowContext
 * @property {import('./store.js').Store} store
 * @property {import('./message-window.js').MessageWindow} messageWindow
 * @property {string | null} activeKey of the row that the Tab key reaches
 * @property {string | undefined} highlightedKey of the row that a link led to
 * @property {number | undefined} lastOwnSeq of the user's last message
 * @property {(key: string) => void} activate
 * @property {(message: Message) => void} reply
 * @property {(message: Message) => void} openMenu
 * @property {(id: number) => void} jumpTo
 */

/**
 * @param {import('./message-rows.js').Row} row
 * @param {RowContext} context
 */
export function renderRow({ key, day, isDivider, message, continuesRun }, context) {
  if (day) {
    return html`<li class="day" data-key=${key}><span>${day}</span></li>`;
  }
  if (isDivider || !message) {
    return html`<li class="day new" data-key=${key}><span>New messages</span></li>`;
  }
  const { store, activeKey, highlightedKey, activate } = context;
  const { pending } = message;
  const isMine = message.sender === store.me.id;
  const name = isMine ? 'You' : displayName(message.sender_details);
  // The Tab key reaches one row only; arrow keys move between the rows.
  const tabIndex = key === activeKey ? 0 : -1;
  return html`<li class="message ${isMine ? 'mine' : ''} ${continuesRun ? 'continued' : ''} ${pending ? pending.state : ''} ${
      key === highlightedKey ? 'highlighted' : ''}" data-key=${key}
      tabindex=${tabIndex} @focus=${() => activate(key)}>
    ${isMine ? nothing : continuesRun ? html`<span class="avatar blank"></span>` : avatar(name, message.sender)}
    <div class="bubble">
      <span class=${continuesRun || isMine ? 'visually-hidden' : 'sender'}>${name}</span>
      ${message.reply_to ? renderQuote(message.reply_to, context) : nothing}
      <p class="content" dir="auto">${renderContent(message.content, message.mentions, store.me.id)}</p>
      ${message.reactions?.length ? renderReactions(message, tabIndex, store) : nothing}
      <span class="meta">${pending ? renderDelivery(pending, store) : renderMeta(message, tabIndex, context)}</span>
    </div>
    ${pending ? nothing : renderActions(message, isMine ? 'your message' : `${name}’s message`, tabIndex, context)}
  </li>`;
}

/**
 * @param {Message} message
 * @param {number} tabIndex
 * @param {RowContext} context
 */
function renderMeta(message, tabIndex, context) {
  return html`<time datetime=${message.created_at} title=${formatDateTime(message.created_at)}>${formatTime(message.created_at)}</time>
    ${message.updated_at === message.created_at ? nothing : html`<button class="link small" tabindex=${tabIndex}
      @click=${() => actions.showHistory(message)}>edited</button>`}
    ${message.seq === context.lastOwnSeq ? renderReceipts(message, context) : nothing}`;
}

/**
 * @param {Message} message
 * @param {string} object
 * @param {number} tabIndex
 * @param {RowContext} context
 */
function renderActions(message, object, tabIndex, { store, reply, openMenu }) {
  return html`<span class="actions">
    <button class="plain" tabindex=${tabIndex} aria-label="React to ${object}" @click=${() => actions.pickReaction(store, message)}>${icon('smile')}</button>
    <button class="plain" tabindex=${tabIndex} aria-label="Reply to ${object}" @click=${() => reply(message)}>${icon('reply')}</button>
    <button class="plain" tabindex=${tabIndex} aria-label="More actions for ${object}" @click=${() => openMenu(message)}>${icon('more')}</button>
  </span>`;
}

/**
 * Renders the state of a message in the outbox.
 *
 * @param {OutboxItem} item
 * @param {import('./store.js').Store} store
 */
function renderDelivery(item, { outbox }) {
  return item.state === 'failed'
    ? html`<span class="error">Not sent: ${item.error}</span>
      <button class="link small" @click=${() => outbox.retry(item)}>Retry</button>
      <button class="link small" @click=${() => outbox.discard(item)}>Discard</button>`
    : html`<span>${item.state === 'sending' ? 'Sending…' : 'Waiting to send'}</span>`;
}

/**
 * Renders the message that a message replies to.
 *
 * @param {number} id
 * @param {RowContext} context
 */
function renderQuote(id, { store, messageWindow, jumpTo }) {
  const target = messageWindow.findById(id);
  if (!target && !((messageWindow.messages.at(-1)?.id ?? 0) > id)) {
    return nothing;
  }
  return html`<a class="quote" dir="auto" href="#/c/${messageWindow.id}/m/${id}" @click=${(/** @type {Event} */ event) => {
    // If the URL names this message already, the link alone has no effect.
    if (location.hash.endsWith(`/m/${id}`)) {
      event.preventDefault();
      jumpTo(id);
    }
  }}>${target
    ? html`<b>${target.sender === store.me.id ? 'You' : displayName(target.sender_details)}</b> ${target.content}` : 'Earlier message'}</a>`;
}

/**
 * @param {Message} message
 * @param {number} tabIndex
 * @param {import('./store.js').Store} store
 */
function renderReactions(message, tabIndex, store) {
  return html`<span class="reactions">${message.reactions?.map(({ emoji, count, users }) => {
    const isMine = users.includes(store.me.id);
    return html`<button class=${isMine ? 'mine' : ''} tabindex=${tabIndex} aria-pressed=${isMine ? 'true' : 'false'}
      aria-label="${emoji}, ${count}" @click=${() => actions.toggleReaction(store, message, emoji)}>${emoji} ${count}</button>`;
  })}</span>`;
}

/**
 * Renders who has read a message of the user.
 *
 * @param {Message} message
 * @param {RowContext} context
 */
function renderReceipts({ seq }, { store, messageWindow }) {
  const readers = [...messageWindow.receipts.values()]
    .filter(({ user, first_seq: firstSeq = 1, seq: readSeq }) => user !== store.me.id && firstSeq <= seq && seq <= readSeq);
  if (!readers.length) {
    return html`<span>Sent</span>`;
  }
  // A reader who has left the conversation has no name here.
  const names = readers.flatMap(({ user }) => store.participant(messageWindow.id, user) ?? []).slice(0, MAX_READER_NAMES).map(displayName);
  const others = readers.length - names.length;
  const text = names.length ? names.join(', ') + (others ? ` and ${others} more` : '') : countOf(others, 'participant');
  return html`<span class="receipts">Seen by ${text}</span>`;
}
