/** The users of the site. */
import { html, nothing } from 'lit-element';
import { api } from '../shared/api.js';
import { formatDateTime } from '../shared/dates.js';
import { confirmAction, openDialog } from '../shared/dialog.js';
import { copyText, countOf, displayName, icon, toast } from '../shared/ui.js';
import { DataTable } from './data-table.js';

class AdminUsers extends DataTable {
  static properties = { ...DataTable.properties, me: { attribute: false } };

  constructor() {
    super();
    /** @type {User} */
    this.me;
  }

  get path() {
    return 'admin/users/';
  }

  render() {
    return html`<h2>Users</h2>
      <div class="filters">${this.renderSearch('Search by name or email')}
        ${this.renderSelect('Status', 'is_active', { '': 'All', true: 'Active', false: 'Deactivated' })}
        ${this.renderSelect('Role', 'is_admin', { '': 'All', true: 'Administrators', false: 'Users' })}</div>
      ${this.renderTable('Users', [
        ['Username', 'username'], ['Name', 'first_name'], ['Email', 'email'], ['Status'], ['Sessions'], ['Created', 'created_at'], [''],
      ], (user) => this.#renderUser(user))}`;
  }

  /** @param {AdminUser} user */
  #renderUser(user) {
    const name = displayName(user);
    return html`<tr>
      <th scope="row">${user.username}${user.id === this.me.id ? ' (you)' : ''}</th><td dir="auto">${name === user.username ? '' : name}</td><td>${user.email ?? ''}</td>
      <td><span class="tags">${user.is_active ? html`<span class="tag">Active</span>` : html`<span class="tag danger">Deactivated</span>`}
        ${user.is_admin ? html`<span class="tag strong">Admin</span>` : nothing}${user.is_external ? html`<span class="tag">SSO</span>` : nothing}</span></td>
      <td>${user.sessions}</td><td><time datetime=${user.created_at}>${formatDateTime(user.created_at)}</time></td>
      <td><button class="plain" aria-label="Actions for ${user.username}" @click=${() => this.#openActions(user)}>${icon('more')}</button></td></tr>`;
  }

  /** @param {AdminUser} user */
  async #openActions(user) {
    const isMe = user.id === this.me.id;
    /** @type {[action: string, label: string, isAllowed: boolean, isDangerous?: boolean][]} */
    const choices = [
      ['deactivate', 'Deactivate', user.is_active && !isMe, true], ['reactivate', 'Reactivate', !user.is_active],
      ['promote', 'Make administrator', !user.is_admin && user.is_active],
      ['demote', 'Remove administrator rights', user.is_admin && !isMe, true],
      ['end', 'End all sessions', user.sessions > 0, true],
      ['reset', 'Create password reset link', user.is_active && !user.is_external],
    ];
    const action = await openDialog(user.username, (dialog) => html`
      <p class="secondary"><bdi>${displayName(user)}</bdi> · ${countOf(user.sessions, 'open session')}${
        user.last_used_at ? ` · last active ${formatDateTime(user.last_used_at)}` : ''}</p>
      <div class="menu">${choices.filter(([, , isAllowed]) => isAllowed).map(([name, label, , isDangerous]) => html`<button type="button"
        class=${isDangerous ? 'danger' : ''} @click=${() => dialog.close(name)}>${label}</button>`)}</div>
      ${isMe ? html`<p class="secondary">Only another administrator can deactivate your account or remove your rights.</p>` : nothing}`);
    await this.#perform(action, user);
  }

  /**
   * @param {string | undefined} action
   * @param {AdminUser} user
   */
  async #perform(action, { id, username: name }) {
    const path = `admin/users/${id}/`;
    const update = (/** @type {Record<string, boolean>} */ changes) => () => api('PATCH', path, changes);
    switch (action) {
      case 'deactivate':
        if (await confirmAction(`Deactivate ${name}?`, `${name} is signed out on all devices at once and can no longer sign in. Their messages remain. You can reactivate the account.`, 'Deactivate')) {
          await this.run(update({ is_active: false }), `${name} was deactivated.`);
        }
        break;
      case 'reactivate': await this.run(update({ is_active: true }), `${name} was reactivated.`); break;
      case 'promote':
        if (await confirmAction(`Make ${name} an administrator?`, `${name} will be able to do everything that you can do in this console, including to your account.`, 'Make administrator')) {
          await this.run(update({ is_admin: true }), `${name} is now an administrator.`);
        }
        break;
      case 'demote':
        if (await confirmAction(`Remove ${name}’s administrator rights?`, `${name} will no longer be an administrator.`, 'Remove rights')) {
          await this.run(update({ is_admin: false }), `${name} is no longer an administrator.`);
        }
        break;
      case 'end':
        if (await confirmAction(`End all sessions of ${name}?`, `${name} is signed out on all devices and can sign in again.`, 'End sessions')) {
          await this.run(() => api('DELETE', `${path}sessions/`), `All sessions of ${name} ended.`);
        }
        break;
      case 'reset': await this.#createResetLink(path, name); break;
      default:
    }
  }

  /**
   * @param {string} path
   * @param {string} name
   */
  async #createResetLink(path, name) {
    if (!(await confirmAction(`Create a reset link for ${name}?`, 'Anyone with the link can set a new password, once. Send it over a secure channel.', 'Create link'))) {
      return;
    }
    try {
      const { url, expires_at: expiresAt } = await api('POST', `${path}password-reset/`);
      await openDialog('Password reset link', () => html`<p>The link is valid until ${formatDateTime(expiresAt)}. It is shown only once.</p>
        <div class="field"><label for="reset-link">Link</label><input id="reset-link" readonly .value=${url} @focus=${(/** @type {any} */ { target }) => target.select()}></div>
        <div class="foot"><button type="button" class="primary" @click=${() => copyText(url)}>Copy link</button></div>`);
    } catch (error) {
      toast(error.message);
    }
  }
}
customElements.define('admin-users', AdminUsers);
