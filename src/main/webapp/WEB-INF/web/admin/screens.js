/** The screens of the admin console. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { api, get, query } from '../shared/api.js';
import { Part, announce, ask, fullTime, icon, nameOf, sheet, toast, words } from '../shared/parts.js';
import './chart.js';

const LIMIT = 25;

/** Tells the console of a refusal: who was an administrator when it was opened may no longer be one. */
function tell(part, { type }) {
  if (type === 'permission-denied') {
    part.dispatchEvent(new Event('refused', { bubbles: true }));
  }
}

/** A list of the API: searched, filtered, sorted and paged. */
class Table extends Part {
  static properties = { page: { state: true }, error: { state: true }, parameters: { state: true } };

  constructor() {
    super();
    this.parameters = { limit: LIMIT, offset: 0 };
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load(changes = {}) {
    this.parameters = { ...this.parameters, ...changes };
    const asked = this.parameters;
    try {
      const page = await get(`${this.path}${query(asked)}`);
      if (asked === this.parameters) {
        if (!page.results.length && page.count && asked.offset) {
          // What was on the last page is no longer there.
          await this.load({ offset: Math.floor((page.count - 1) / LIMIT) * LIMIT });
          return;
        }
        this.page = page;
        this.error = null;
        if (this.told !== page.count) {
          this.told = page.count;
          announce(`${page.count} found`);
        }
      }
    } catch (error) {
      tell(this, error);
      if (asked === this.parameters) {
        this.error = error;
      }
    }
  }

  search(label) {
    return html`<div class="field"><label for="search">${label}</label><input id="search" type="search" autocomplete="off"
      @input=${(event) => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.load({ search: event.target.value.trim(), offset: 0 }), 250);
      }}></div>`;
  }

  choice(label, name, options) {
    return html`<div class="field"><label for="filter-${name}">${label}</label><select id="filter-${name}"
      @change=${(event) => this.load({ [name]: event.target.value, offset: 0 })}>
      ${Object.entries(options).map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></div>`;
  }

  moment(label, name) {
    return html`<div class="field"><label for="filter-${name}">${label}</label><input id="filter-${name}" type="datetime-local"
      @change=${(event) => this.load({ [name]: event.target.value ? new Date(event.target.value).toISOString() : '', offset: 0 })}></div>`;
  }

  table(caption, heads, row) {
    if (this.error) {
      return html`<p class="notice bad" role="alert">${this.error.message} <button @click=${() => this.load()}>Try again</button></p>`;
    }
    if (!this.page) {
      return html`<p class="quiet" role="status">Loading …</p>`;
    }
    const { count, results } = this.page;
    const { offset, ordering = '' } = this.parameters;
    return html`<div class="wide-table" tabindex="0" role="region" aria-label=${caption}><table><caption class="unseen">${caption}</caption>
      <thead><tr>${heads.map(([text, field]) => {
        const direction = ordering === field ? 'ascending' : ordering === `-${field}` ? 'descending' : 'none';
        return field ? html`<th scope="col" aria-sort=${direction}><button class="sort" @click=${() => this.load({
          ordering: direction === 'ascending' ? `-${field}` : field, offset: 0 })}>${text}
          <span aria-hidden="true">${{ ascending: '↑', descending: '↓', none: '' }[direction]}</span></button></th>`
          : html`<th scope="col">${text || html`<span class="unseen">Actions</span>`}</th>`;
      })}</tr></thead>
      <tbody>${repeat(results, ({ id }) => id, row)}</tbody></table></div>
      ${count ? nothing : html`<p class="quiet">Nothing found.</p>`}
      <div class="pager"><span class="quiet">${count ? `${offset + 1}–${offset + results.length} of ${count}` : ''}</span>
        <button aria-disabled=${offset === 0 ? 'true' : 'false'} @click=${() => offset > 0 && this.load({ offset: Math.max(0, offset - LIMIT) })}>Previous</button>
        <button aria-disabled=${offset + LIMIT >= count ? 'true' : 'false'} @click=${() => offset + LIMIT < count && this.load({ offset: offset + LIMIT })}>Next</button></div>`;
  }

  /** Does something, tells it, and reads the list again. */
  async act(work, done) {
    try {
      await work();
      toast(done);
    } catch (error) {
      toast(error.errors?.[0]?.message ?? error.message);
    }
    await this.load();
  }
}

class Overview extends Part {
  static properties = { counts: { state: true }, error: { state: true }, by: { state: true } };

  constructor() {
    super();
    this.by = 'day';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.timer = setInterval(() => this.#load(), 60_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async #load() {
    const { by } = this;
    try {
      const counts = await get(`admin/counts/${query({ by })}`);
      if (by === this.by) {
        this.counts = counts;
        this.error = null;
      }
    } catch (error) {
      tell(this, error);
      this.error = error;
    }
  }

  render() {
    const { counts } = this;
    return html`<div class="heading"><h2>Overview</h2>
        <label for="by" class="unseen">Steps</label><select id="by" @change=${(event) => { this.by = event.target.value; this.#load(); }}>
          <option value="day">Last 30 days (UTC)</option><option value="hour">Last 48 hours</option></select></div>
      ${this.error ? html`<p class="notice bad" role="alert">${this.error.message}</p>` : nothing}
      ${counts ? html`<dl class="totals">${[['Users', counts.totals.users], ['Not deactivated', counts.totals.active_users],
          ['Conversations', counts.totals.conversations], ['Messages', counts.totals.messages]].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value.toLocaleString()}</dd></div>`)}</dl>
        <div class="charts">${[['Messages', 'messages'], ['Active users', 'active_users'], ['People who wrote', 'senders'],
          ['Most connections at a time', 'connections', 'most'], ['New accounts', 'registrations']]
          .map(([name, field, most]) => html`<time-chart .name=${name} .by=${counts.by} .most=${Boolean(most)}
          .points=${counts.points.map((point) => ({ at: point.at, value: point[field] }))}></time-chart>`)}</div>`
        : this.error ? nothing : html`<p class="quiet" role="status">Loading …</p>`}`;
  }
}
customElements.define('admin-overview', Overview);

class Users extends Table {
  static properties = { ...Table.properties, me: { attribute: false } };

  get path() {
    return 'admin/users/';
  }

  render() {
    return html`<h2>Users</h2>
      <div class="filters">${this.search('Search by name or e-mail')}
        ${this.choice('State', 'is_active', { '': 'All', true: 'Active', false: 'Deactivated' })}
        ${this.choice('Rights', 'is_admin', { '': 'All', true: 'Administrators', false: 'Others' })}</div>
      ${this.table('Users', [['Username', 'username'], ['Name', 'first_name'], ['Email', 'email'], ['State'], ['Sessions'], ['Since', 'created_at'], ['']], (user) => html`<tr>
        <th scope="row">${user.username}${user.id === this.me.id ? ' (you)' : ''}</th><td dir="auto">${nameOf(user) === user.username ? '' : nameOf(user)}</td><td>${user.email ?? ''}</td>
        <td><span class="tags">${user.is_active ? html`<span class="tag">Active</span>` : html`<span class="tag bad">Deactivated</span>`}
          ${user.is_admin ? html`<span class="tag strong">Admin</span>` : nothing}${user.is_external ? html`<span class="tag">SSO</span>` : nothing}</span></td>
        <td>${user.sessions}</td><td><time datetime=${user.created_at}>${fullTime(user.created_at)}</time></td>
        <td><button class="plain" aria-label="Actions for ${user.username}" @click=${() => this.#actions(user)}>${icon('more')}</button></td></tr>`)}`;
  }

  async #actions(user) {
    const mine = user.id === this.me.id;
    const choice = await sheet(user.username, (self) => html`<p class="quiet"><bdi>${nameOf(user)}</bdi> · ${user.sessions} open ${user.sessions === 1 ? 'session' : 'sessions'}${
      user.last_used_at ? ` · last used ${fullTime(user.last_used_at)}` : ''}</p>
      <div class="menu">${[
        ['deactivate', 'Deactivate', user.is_active && !mine, true], ['reactivate', 'Reactivate', !user.is_active],
        ['promote', 'Make administrator', !user.is_admin && user.is_active], ['demote', 'Take administrator rights', user.is_admin && !mine, true],
        ['end', 'End all sessions', user.sessions > 0, true], ['reset', 'Make a password reset link', user.is_active && !user.is_external],
      ].filter(([, , may]) => may).map(([name, text, , danger]) => html`<button type="button" class=${danger ? 'danger' : ''}
        @click=${() => self.close(name)}>${text}</button>`)}</div>
      ${mine ? html`<p class="quiet">Another administrator can deactivate your account or take your rights.</p>` : nothing}`);
    const change = (changes) => () => api('PATCH', `admin/users/${user.id}/`, changes);
    const name = user.username;
    switch (choice) {
      case 'deactivate':
        if (await ask(`Deactivate ${name}?`, `${name} is signed out everywhere at once and cannot sign in any more. Their messages stay. You can reactivate the account.`, 'Deactivate')) {
          await this.act(change({ is_active: false }), `${name} is deactivated.`);
        }
        break;
      case 'reactivate': await this.act(change({ is_active: true }), `${name} can sign in again.`); break;
      case 'promote':
        if (await ask(`Make ${name} an administrator?`, `${name} will be able to do everything that you can do here, to others and to you.`, 'Make administrator')) {
          await this.act(change({ is_admin: true }), `${name} is an administrator.`);
        }
        break;
      case 'demote':
        if (await ask(`Take ${name}'s rights?`, `${name} will no longer be an administrator.`, 'Take the rights')) {
          await this.act(change({ is_admin: false }), `${name} is no administrator any more.`);
        }
        break;
      case 'end':
        if (await ask(`End all sessions of ${name}?`, `${name} is signed out on every device and can sign in again.`, 'End the sessions')) {
          await this.act(() => api('DELETE', `admin/users/${user.id}/sessions/`), `The sessions of ${name} have ended.`);
        }
        break;
      case 'reset': await this.#reset(user); break;
      default:
    }
  }

  async #reset(user) {
    if (!(await ask(`Make a reset link for ${user.username}?`, 'Whoever has the link can set a new password once. Hand it over in a safe way.', 'Make the link'))) {
      return;
    }
    try {
      const { url, expires_at: until } = await api('POST', `admin/users/${user.id}/password-reset/`);
      await sheet('Reset link', () => html`<p>Good until ${fullTime(until)}, and shown only now:</p>
        <div class="field"><label for="reset-link">Link</label><input id="reset-link" readonly .value=${url} @focus=${(event) => event.target.select()}></div>`);
    } catch (error) {
      toast(error.message);
    }
  }
}
customElements.define('admin-users', Users);

class Conversations extends Table {
  get path() {
    return 'admin/conversations/';
  }

  render() {
    return html`<h2>Conversations</h2><div class="filters">${this.search('Search by title or people')}</div>
      ${this.table('Conversations', [['Title', 'title'], ['People'], ['Messages'], ['Begun', 'created_at'], ['Latest', 'updated_at']], (one) => html`<tr>
        <th scope="row" dir="auto"><a href="#/conversations/${one.id}">${one.title ?? `Without a title (${one.id})`}</a></th>
        <td>${one.participant_count}</td><td>${one.message_count}</td>
        <td><time datetime=${one.created_at}>${fullTime(one.created_at)}</time></td><td><time datetime=${one.updated_at}>${fullTime(one.updated_at)}</time></td></tr>`)}`;
  }
}
customElements.define('admin-conversations', Conversations);

class Messages extends Table {
  static properties = { ...Table.properties, conversationId: { attribute: false }, conversation: { state: true }, agreed: { state: true } };

  get path() {
    return `admin/conversations/${this.conversationId}/messages/`;
  }

  // Nobody reads by accident: the messages come once the administrator has said so.
  async connectedCallback() {
    Part.prototype.connectedCallback.call(this);
    try {
      this.conversation = await get(`admin/conversations/${this.conversationId}/`);
    } catch (error) {
      tell(this, error);
      this.error = error;
    }
  }

  render() {
    const { conversation } = this;
    return html`<p><a href="#/conversations">All conversations</a></p>
      <h2 dir="auto">${conversation ? conversation.title ?? `Without a title (${conversation.id})` : 'Conversation'}</h2>
      ${conversation ? html`<p class="quiet">${conversation.participants.map((one, index) => html`${index ? ', ' : ''}<bdi>${nameOf(one)}</bdi>`)} · ${conversation.message_count} ${conversation.message_count === 1 ? 'message' : 'messages'}</p>
        ${conversation.owner ? this.#owner(conversation) : nothing}
        <p><button class="danger" @click=${() => this.#deleteAll()}>Delete the conversation</button></p>` : nothing}
      ${this.agreed ? html`<div class="filters">${this.search('Search the messages')}</div>
        ${this.table('Messages', [['Sender'], ['Message'], ['Sent', 'created_at'], ['']], (message) => html`<tr>
        <th scope="row">${nameOf(message.sender_details)}</th><td class="words" dir="auto">${words(message.content)}</td>
        <td><time datetime=${message.created_at}>${fullTime(message.created_at)}</time></td>
        <td><button class="danger" aria-label="Delete the message of ${nameOf(message.sender_details)}" @click=${() => this.#delete(message)}>Delete</button></td></tr>`)}`
        : this.error ? html`<p class="notice bad" role="alert">${this.error.message}</p>`
          : html`<div class="notice"><p>You are about to read what others wrote to each other. The audit log keeps that you did.</p>
            <p><button class="primary" @click=${() => { this.agreed = true; this.load(); }}>Read the messages</button></p></div>`}`;
  }

  #owner({ owner, participants }) {
    const others = participants.filter((one) => one.id !== owner && one.is_active);
    return html`<p>Owner: <bdi>${nameOf(participants.find((one) => one.id === owner))}</bdi>${
      participants.some((one) => one.id === owner && !one.is_active) ? ' (deactivated)' : ''}</p>
      ${others.length ? html`<p><label for="new-owner">New owner</label> <select id="new-owner">${
        others.map((one) => html`<option value=${one.id}>${nameOf(one)}</option>`)}</select>
        <button @click=${() => this.#appoint()}>Appoint</button></p>` : nothing}`;
  }

  async #appoint() {
    const { id, participants } = this.conversation;
    const user = Number(this.querySelector('#new-owner').value);
    const name = nameOf(participants.find((one) => one.id === user));
    const answer = await ask(`Make ${name} the owner?`, 'The old owner becomes an admin of the conversation.', 'Appoint', { reason: true });
    if (!answer) {
      return;
    }
    try {
      this.conversation = await api('PUT', `admin/conversations/${id}/owner/${query({ reason: answer.reason })}`, { user });
      toast(`${name} is now the owner.`);
    } catch (error) {
      toast(error.errors?.[0]?.message ?? error.message);
    }
  }

  async #deleteAll() {
    const { id, title, participants, message_count: count } = this.conversation;
    const people = participants.length === 1 ? 'one person' : `${participants.length} people`;
    const answer = await ask(`Delete ${title ? `“${title}”` : `conversation ${id}`}?`, `It goes away at once for ${people} in it, with ${
      count === 1 ? 'its one message' : `all ${count} messages`}, and cannot be brought back. The audit log keeps that you did it, and why.`,
    'Delete the conversation', { reason: true });
    if (!answer) {
      return;
    }
    try {
      await api('DELETE', `admin/conversations/${id}/${query({ reason: answer.reason })}`);
      toast('The conversation is deleted.');
      location.hash = '#/conversations';
    } catch (error) {
      toast(error.errors?.[0]?.message ?? error.message);
    }
  }

  async #delete(message) {
    const answer = await ask('Delete this message?', `It goes away for everybody in the conversation, and cannot be brought back. It was sent by ${
      nameOf(message.sender_details)} on ${fullTime(message.created_at)}.`, 'Delete', { reason: true });
    if (answer) {
      await this.act(() => api('DELETE', `${this.path}${message.id}/${query({ reason: answer.reason })}`), 'The message is deleted.');
    }
  }
}
customElements.define('admin-messages', Messages);

const ACTIONS = {
  'user.deactivate': 'Deactivated a user', 'user.reactivate': 'Reactivated a user', 'user.promote': 'Made an administrator',
  'user.demote': 'Took administrator rights', 'user.end_sessions': 'Ended sessions', 'user.password_reset': 'Made a reset link',
  'conversation.read': 'Read a conversation', 'conversation.delete': 'Deleted a conversation',
  'conversation.appoint_owner': 'Appointed an owner', 'message.delete': 'Deleted a message',
};

class Audit extends Table {
  get path() {
    return 'admin/audit/';
  }

  render() {
    return html`<h2>Audit log</h2>
      <div class="filters">${this.search('Search')}${this.choice('Action', 'action', { '': 'All', ...ACTIONS })}
        ${this.moment('From', 'from')}${this.moment('Before', 'to')}</div>
      ${this.table('Audit log', [['When', 'created_at'], ['Administrator'], ['Action', 'action'], ['On'], ['Detail']], (entry) => html`<tr>
        <td><time datetime=${entry.created_at}>${fullTime(entry.created_at)}</time></td><td>${entry.actor_details.username}</td>
        <td>${ACTIONS[entry.action] ?? entry.action}</td><td>${entry.target_type} ${entry.target_id}</td><td dir="auto">${entry.detail}</td></tr>`)}`;
  }
}
customElements.define('admin-audit', Audit);
