/** What one can do with a message: each asks where it must, calls the API, and says what went wrong. */
import { html } from 'lit-element';
import { api, get, query } from '../shared/api.js';
import { announce, ask, fullTime, nameOf, sheet, toast, words } from '../shared/parts.js';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏', '🎉', '👀', '✅', '🔥'];

const pathOf = (thread, message) => `${thread.path}messages/${message.id}/`;

/** Does something and says why it failed, if it did; whether it did not. */
async function saying(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

/** Sets one's reaction, or takes it back. */
export function toggle(thread, message, emoji) {
  const { store } = thread;
  const mine = message.reactions?.some((reaction) => reaction.emoji === emoji && reaction.users.includes(store.me.id));
  return saying(async () => {
    const path = pathOf(thread, message);
    if (emoji.includes('#')) { // Not in a path.
      await (mine ? api('DELETE', `${path}reactions/${query({ emoji })}`) : api('POST', `${path}reactions/`, { emoji }));
    } else {
      await api(mine ? 'DELETE' : 'PUT', `${path}reactions/${encodeURIComponent(emoji)}/`);
    }
    store.message(await get(path), false);
  });
}

/** Offers reactions. */
export async function react(thread, message) {
  const emoji = await sheet('React', (self) => html`<div class="emoji">${EMOJI.map((one) => html`<button
    type="button" @click=${() => self.close(one)}>${one}</button>`)}</div>`);
  if (emoji) {
    await toggle(thread, message, emoji);
  }
}

/** Asks what to do with a message; the name of it. */
export function choose(message, mine, moderates) {
  return sheet(`Message of ${mine ? 'yours' : nameOf(message.sender_details)}`, (self) => html`
    <p class="excerpt" dir="auto">${message.content}</p>
    <p class="quiet">Sent ${fullTime(message.created_at)}</p>
    <div class="menu">${[
      ['reply', 'Reply', true], ['react', 'React', true], ['edit', 'Edit', mine],
      ['copy', 'Copy the text', true], ['link', 'Copy a link to it', true],
      ['unread', 'Mark as unread from here', true], ['delete', 'Delete', mine || moderates],
    ].filter(([, , may]) => may).map(([name, text]) => html`<button type="button" class=${name === 'delete' ? 'danger' : ''}
      @click=${() => self.close(name)}>${text}</button>`)}</div>`);
}

/** Copies a text. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied.');
  } catch {
    toast('This browser does not allow copying here.');
  }
}

/** Copies the address of a message. */
export const copyLink = (thread, message) => copy(`${location.origin}${location.pathname}#/c/${thread.id}/m/${message.id}`);

/** Marks a message and all after it as unread, and leaves the conversation, which would read them at once. */
export function markUnread(thread, message) {
  return saying(async () => {
    const { read_seq, unread_count } = await api('POST', `${thread.path}unread/`, { seq: message.seq });
    thread.store.put({ ...thread.store.conversations.get(thread.id), id: thread.id, read_seq, unread_count });
    location.hash = '#/';
  });
}

/** Changes the words of a message; whether that was done. */
export const edit = (thread, message, content) => saying(async () => {
  thread.store.message(await api('PATCH', pathOf(thread, message), { content }), false);
});

/** Deletes a message for everybody; whether that was done. */
export async function remove(thread, message) {
  return await ask('Delete this message?', 'It goes away for everybody in this conversation, and cannot be brought back.', 'Delete')
    && saying(async () => {
      await api('DELETE', pathOf(thread, message));
      thread.remove(message.seq);
      announce('Deleted.');
    });
}

/** Shows what a message said before it was edited. */
export async function showHistory(thread, message) {
  const { results } = await get(`${pathOf(thread, message)}history/?limit=100`).catch(() => ({ results: [] }));
  sheet('Earlier words', () => html`<ol class="plain-list">${results.map((version) => html`<li>
    <time class="quiet" datetime=${version.created_at}>${fullTime(version.created_at)}</time><p class="words" dir="auto">${words(version.content)}</p></li>`)}</ol>`);
}
