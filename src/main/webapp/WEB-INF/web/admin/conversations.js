/** The conversations of the site, and the messages of one of them. */
import { html, nothing } from 'lit-element';
import { api, get, query } from '../shared/api.js';
import { renderContent } from '../shared/content.js';
import { formatDateTime } from '../shared/dates.js';
import { confirmAction } from '../shared/dialog.js';
import { PageElement, countOf, displayName, toast, toastError } from '../shared/ui.js';
import { DataTable, reportRefusal } from './data-table.js';

/** @param {{id: number, title: string | null}} conversation */
const titleOf = ({ id, title }) => title ?? `Untitled (${id})`;

class AdminConversations extends DataTable {
  get path() {
    return 'admin/conversations/';
  }

  render() {
    return html`<h2>Conversations</h2><div class="filters">${this.renderSearch('Search by title or participant')}</div>
      ${this.renderTable('Conversations', [
        ['Title', 'title'], ['Participants'], ['Messages'], ['Created', 'created_at'], ['Last activity', 'updated_at'],
      ], (conversation) => html`<tr>
        <th scope="row" dir="auto"><a href="#/conversations/${conversation.id}">${titleOf(conversation)}</a></th>
        <td>${conversation.participant_count}</td><td>${conversation.message_count}</td>
        <td><time datetime=${conversation.created_at}>${formatDateTime(conversation.created_at)}</time></td>
        <td><time datetime=${conversation.updated_at}>${formatDateTime(conversation.updated_at)}</time></td></tr>`)}`;
  }
}
customElements.define('admin-conversations', AdminConversations);

class AdminMessages extends DataTable {
  static properties = { ...DataTable.properties, conversationId: { attribute: false }, conversation: { state: true }, hasConsented: { state: true } };

  constructor() {
    super();
    /** @type {number} */
    this.conversationId;
    /** @type {AdminConversation | null} */
    this.conversation = null;
    this.hasConsented = false;
  }

  get path() {
    return `admin/conversations/${this.conversationId}/messages/`;
  }

  // The messages are loaded only when the administrator has consented to an entry in the audit log.
  async connectedCallback() {
    PageElement.prototype.connectedCallback.call(this);
    try {
      this.conversation = await get(`admin/conversations/${this.conversationId}/`);
    } catch (error) {
      reportRefusal(this, error);
      this.error = error;
    }
  }

  render() {
    const { conversation } = this;
    return html`<p><a href="#/conversations">All conversations</a></p>
      <h2 dir="auto">${conversation ? titleOf(conversation) : 'Conversation'}</h2>
      ${conversation ? html`<p class="secondary">${conversation.participants.map((user, index) => html`${index ? ', ' : ''}<bdi>${displayName(user)}</bdi>`)} · ${countOf(conversation.message_count, 'message')}</p>
        ${conversation.owner ? this.#renderOwner(conversation) : nothing}
        <p><button class="danger" @click=${() => this.#deleteConversation(conversation)}>Delete conversation</button></p>` : nothing}
      ${this.hasConsented ? this.#renderMessages()
        : this.error ? html`<p class="notice danger" role="alert">${this.error.message}</p>`
          : html`<div class="notice"><p>You are about to read other users’ messages. The audit log will record it.</p>
            <p><button class="primary" @click=${this.#consent}>Read messages</button></p></div>`}`;
  }

  #consent() {
    this.hasConsented = true;
    this.load();
  }

  #renderMessages() {
    return html`<div class="filters">${this.renderSearch('Search messages')}</div>
      ${this.renderTable('Messages', [['Sender'], ['Message'], ['Sent', 'created_at'], ['']], (message) => html`<tr>
        <th scope="row">${displayName(message.sender_details)}</th><td class="content" dir="auto">${renderContent(message.content)}</td>
        <td><time datetime=${message.created_at}>${formatDateTime(message.created_at)}</time></td>
        <td><button class="danger" aria-label="Delete message from ${displayName(message.sender_details)}" @click=${() => this.#deleteMessage(message)}>Delete</button></td></tr>`)}`;
  }

  /** @param {AdminConversation} conversation */
  #renderOwner({ owner, participants }) {
    const current = participants.find(({ id }) => id === owner);
    const candidates = participants.filter(({ id, is_active: isActive }) => id !== owner && isActive);
    return html`<p>Owner: <bdi>${displayName(current)}</bdi>${current && !current.is_active ? ' (deactivated)' : ''}</p>
      ${candidates.length ? html`<p><label for="new-owner">New owner</label> <select id="new-owner">${
        candidates.map((user) => html`<option value=${user.id}>${displayName(user)}</option>`)}</select>
        <button @click=${this.#changeOwner}>Change owner</button></p>` : nothing}`;
  }

  async #changeOwner() {
    const { id, participants } = /** @type {AdminConversation} */ (this.conversation);
    const user = Number(this.$('#new-owner').value);
    const name = displayName(participants.find((participant) => participant.id === user));
    const confirmed = await confirmAction(`Make ${name} the owner?`, 'The current owner becomes an admin of the conversation.', 'Change owner', { withReason: true });
    if (!confirmed) {
      return;
    }
    try {
      this.conversation = await api('PUT', `admin/conversations/${id}/owner/${query(confirmed)}`, { user });
      toast(`${name} is now the owner.`);
    } catch (error) {
      toastError(error);
    }
  }

  /** @param {AdminConversation} conversation */
  async #deleteConversation({ id, title, participants, message_count: messageCount }) {
    const confirmed = await confirmAction(`Delete ${title ? `“${title}”` : `conversation ${id}`}?`, `It will be deleted at once for ${
      countOf(participants.length, 'participant')}, with ${countOf(messageCount, 'message')}. This cannot be undone. The audit log will record the deletion and your reason.`,
    'Delete conversation', { withReason: true });
    if (!confirmed) {
      return;
    }
    try {
      await api('DELETE', `admin/conversations/${id}/${query(confirmed)}`);
      toast('Conversation deleted.');
      location.hash = '#/conversations';
    } catch (error) {
      toastError(error);
    }
  }

  /** @param {Message} message */
  async #deleteMessage({ id, sender_details: sender, created_at: sentAt }) {
    const confirmed = await confirmAction('Delete this message?', `${displayName(sender)} sent it on ${formatDateTime(sentAt)}. It will be deleted for all participants. This cannot be undone.`,
      'Delete', { withReason: true });
    if (confirmed) {
      await this.run(() => api('DELETE', `${this.path}${id}/${query(confirmed)}`), 'Message deleted.');
    }
  }
}
customElements.define('admin-messages', AdminMessages);
