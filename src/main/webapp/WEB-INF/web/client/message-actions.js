/** The actions on a message. Each calls the API and shows an error if it fails. */
import { html } from 'lit-element';
import { api, get, query } from '../shared/api.js';
import { renderContent } from '../shared/content.js';
import { formatDateTime } from '../shared/dates.js';
import { confirmAction, openDialog } from '../shared/dialog.js';
import { announce, copyText, displayName, toast } from '../shared/ui.js';

/** @typedef {import('./store.js').Store} Store */

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏', '🎉', '👀', '✅', '🔥'];

/** @param {Message} message */
const pathOf = ({ conversation, id }) => `conversations/${conversation}/messages/${id}/`;

/**
 * Runs an action and shows its error. Returns whether it succeeded.
 *
 * @param {() => Promise<void>} action
 */
async function run(action) {
  try {
    await action();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

/**
 * Adds or removes a reaction of the user.
 *
 * @param {Store} store
 * @param {Message} message
 * @param {string} emoji
 */
export function toggleReaction(store, message, emoji) {
  const isSet = message.reactions?.some((reaction) => reaction.emoji === emoji && reaction.users.includes(store.me.id));
  return run(async () => {
    const path = pathOf(message);
    if (emoji.includes('#')) { // A path cannot contain it.
      await (isSet ? api('DELETE', `${path}reactions/${query({ emoji })}`) : api('POST', `${path}reactions/`, { emoji }));
    } else {
      await api(isSet ? 'DELETE' : 'PUT', `${path}reactions/${encodeURIComponent(emoji)}/`);
    }
    store.putMessage(await get(path), false);
  });
}

/**
 * Lets the user choose a reaction.
 *
 * @param {Store} store
 * @param {Message} message
 */
export async function pickReaction(store, message) {
  const emoji = await openDialog('Add reaction', (dialog) => html`<div class="emoji">${EMOJI.map((choice) => html`<button
    type="button" @click=${() => dialog.close(choice)}>${choice}</button>`)}</div>`);
  if (emoji) {
    await toggleReaction(store, message, emoji);
  }
}

/** @param {Message} message */
const copyLink = ({ conversation, id }) => copyText(`${location.origin}${location.pathname}#/c/${conversation}/m/${id}`);

/**
 * Marks a message and all later ones as unread, and leaves the conversation, which would mark them as read at once.
 *
 * @param {Store} store
 * @param {Message} message
 */
function markUnread(store, { conversation, seq }) {
  return run(async () => {
    const { read_seq, unread_count } = await api('POST', `conversations/${conversation}/unread/`, { seq });
    store.put({ id: conversation, read_seq, unread_count });
    location.hash = '#/';
  });
}

/**
 * Edits a message. Returns whether it succeeded.
 *
 * @param {Store} store
 * @param {Message} message
 * @param {string} content
 */
export const editMessage = (store, message, content) => run(async () => {
  store.putMessage(await api('PATCH', pathOf(message), { content }), false);
});

/**
 * Deletes a message for all participants. Returns whether it was deleted.
 *
 * @param {Store} store
 * @param {Message} message
 */
async function deleteMessage(store, message) {
  const isConfirmed = await confirmAction('Delete this message?',
    'It will be deleted for all participants. This cannot be undone.', 'Delete');
  return isConfirmed !== undefined && run(async () => {
    await api('DELETE', pathOf(message));
    store.windows.get(message.conversation)?.remove(message.seq);
    announce('Message deleted.');
  });
}

/**
 * Shows the revisions of a message.
 *
 * @param {Message} message
 */
export async function showHistory(message) {
  const { results } = await get(`${pathOf(message)}history/?limit=100`).catch(() => ({ results: [] }));
  openDialog('Edit history', () => html`<ol class="plain-list">${results.map((/** @type {Message} */ revision) => html`<li>
    <time class="secondary" datetime=${revision.created_at}>${formatDateTime(revision.created_at)}</time>
    <p class="content" dir="auto">${renderContent(revision.content)}</p></li>`)}</ol>`);
}

/**
 * Lets the user choose an action. Resolves with its name.
 *
 * @param {Message} message
 * @param {boolean} isMine
 * @param {boolean} canModerate
 * @returns {Promise<string | undefined>}
 */
function chooseAction(message, isMine, canModerate) {
  /** @type {[name: string, label: string, isAllowed: boolean][]} */
  const choices = [
    ['reply', 'Reply', true], ['react', 'Add reaction', true], ['edit', 'Edit', isMine],
    ['copy', 'Copy text', true], ['link', 'Copy link', true],
    ['unread', 'Mark as unread', true], ['delete', 'Delete', isMine || canModerate],
  ];
  return openDialog(isMine ? 'Your message' : `Message from ${displayName(message.sender_details)}`, (dialog) => html`
    <p class="excerpt" dir="auto">${message.content}</p>
    <p class="secondary">Sent ${formatDateTime(message.created_at)}</p>
    <div class="menu">${choices.filter(([, , isAllowed]) => isAllowed).map(([name, label]) => html`<button type="button"
      class=${name === 'delete' ? 'danger' : ''} @click=${() => dialog.close(name)}>${label}</button>`)}</div>`);
}

/**
 * Lets the user choose an action on a message, and runs it.
 *
 * @param {Store} store
 * @param {Message} message
 * @param {{reply: () => void, edit: () => void, deleted: () => void}} callbacks
 */
export async function openMessageMenu(store, message, { reply, edit, deleted }) {
  const { role, owner } = store.conversations.get(message.conversation) ?? {};
  const canModerate = ['owner', 'admin'].includes(role ?? '') || owner === store.me.id;
  switch (await chooseAction(message, message.sender === store.me.id, canModerate)) {
    case 'reply': reply(); break;
    case 'react': await pickReaction(store, message); break;
    case 'edit': edit(); break;
    case 'copy': await copyText(message.content); break;
    case 'link': await copyLink(message); break;
    case 'unread': await markUnread(store, message); break;
    case 'delete':
      if (await deleteMessage(store, message)) {
        deleted();
      }
      break;
    default:
  }
}
