/** The user's profile, password, sessions and account deletion. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { api, get, isSsoSession } from '../shared/api.js';
import { formatDateTime } from '../shared/dates.js';
import { openDialog } from '../shared/dialog.js';
import { textField } from '../shared/forms.js';
import { PageElement, announce, avatar, displayName, toast } from '../shared/ui.js';
import './submit-form.js';

/** @typedef {Record<string, string>} Errors */

/**
 * @typedef {{id: number, device: string | null, address: string, last_used_at: string, current: boolean}} Session
 */

/**
 * @param {import('./store.js').Store} store
 * @param {{signOut: () => void, onAccountDeleted: () => void}} callbacks
 */
export function openProfile(store, { signOut, onAccountDeleted }) {
  return openDialog('Profile', () => html`<user-profile .store=${store} .signOut=${signOut}
    .onAccountDeleted=${onAccountDeleted}></user-profile>`);
}

class UserProfile extends PageElement {
  static properties = {
    store: { attribute: false }, signOut: { attribute: false }, onAccountDeleted: { attribute: false }, sessions: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {() => void} */
    this.signOut;
    /** @type {() => void} */
    this.onAccountDeleted;
    /** @type {Session[] | null} */
    this.sessions = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#loadSessions();
  }

  async #loadSessions() {
    this.sessions = (await get('users/me/sessions/?limit=100').catch(() => ({ results: [] }))).results;
  }

  render() {
    const { me } = this.store;
    return html`
      <div class="identity">${avatar(displayName(me), me.id)}<div><b dir="auto">${displayName(me)}</b><br><span class="secondary">@${me.username}</span></div>
        <button type="button" @click=${this.signOut}>Sign out</button></div>
      <details open><summary><h3>Personal details</h3></summary>${this.#renderDetails()}</details>
      ${isSsoSession() ? nothing : html`<details><summary><h3>Password</h3></summary>${this.#renderPassword()}</details>`}
      <details><summary><h3>Active sessions</h3></summary>${this.#renderSessions()}</details>
      <details><summary><h3>Delete account</h3></summary>
        <p class="hint">You will be asked to confirm.</p>
        <button type="button" class="danger" @click=${this.#openDeletion}>Delete my account…</button></details>`;
  }

  #renderDetails() {
    const { me } = this.store;
    return html`<submit-form .action=${'Save changes'} .content=${(/** @type {Errors} */ errors) => html`
      ${textField({ label: 'Username', name: 'username', value: me.username, required: true, error: errors.username, autocomplete: 'username' })}
      ${textField({ label: 'Email address', name: 'email', type: 'email', value: me.email ?? '', required: true, error: errors.email, autocomplete: 'email' })}
      ${textField({ label: 'First name', name: 'first_name', value: me.first_name, error: errors.first_name, autocomplete: 'given-name' })}
      ${textField({ label: 'Last name', name: 'last_name', value: me.last_name, error: errors.last_name, autocomplete: 'family-name' })}`}
      .submit=${async (/** @type {Record<string, string>} */ values) => {
        const before = /** @type {Record<string, any>} */ (/** @type {unknown} */ (me));
        const changes = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== (before[name] ?? '')));
        Object.assign(me, await api('PATCH', 'users/me/', changes));
        this.store.notify();
        this.requestUpdate();
        toast('Profile updated.');
      }}></submit-form>`;
  }

  #renderPassword() {
    return html`<submit-form .action=${'Change password'} .content=${(/** @type {Errors} */ errors) => html`
      ${textField({ label: 'Current password', name: 'current_password', type: 'password', required: true, error: errors.current_password,
        autocomplete: 'current-password' })}
      ${textField({ label: 'New password', name: 'password', type: 'password', required: true, error: errors.password,
        autocomplete: 'new-password', hint: 'At least 8 characters. You will be signed out on all other devices.' })}`}
      .submit=${async (/** @type {Record<string, string>} */ values) => {
        await api('PATCH', 'users/me/', values);
        await this.#loadSessions();
        toast('Password changed.');
      }}></submit-form>`;
  }

  #renderSessions() {
    const { sessions } = this;
    if (!sessions) {
      return html`<p class="secondary">Loading…</p>`;
    }
    return html`<ul class="plain-list">${repeat(sessions, ({ id }) => id, (session) => html`<li class="row">
      <span class="grow"><b>${session.device || 'Unknown device'}</b><br><span class="secondary">${session.address} · last active ${formatDateTime(session.last_used_at)}</span></span>
      ${session.current ? html`<span class="tag">This device</span>`
        : html`<button type="button" aria-label="End session on ${session.device || 'unknown device'}" @click=${() => this.#endSession(session)}>End</button>`}</li>`)}</ul>
      ${sessions.length > 1 ? html`<button type="button" class="danger" @click=${this.#endOtherSessions}>End all other sessions</button>` : nothing}`;
  }

  /** @param {Session} session */
  async #endSession({ id }) {
    await api('DELETE', `users/me/sessions/${id}/`).catch((error) => toast(error.message));
    await this.#loadSessions();
    announce('Session ended.');
  }

  async #endOtherSessions() {
    await api('DELETE', 'users/me/sessions/').catch((error) => toast(error.message));
    await this.#loadSessions();
    announce('All other sessions ended.');
  }

  #openDeletion() {
    openDialog('Delete your account?', () => html`
      <p>This cannot be undone, not even by an administrator.</p>
      <ul class="consequences">
        <li>Your name, email address and password are deleted, and you are signed out on all devices.</li>
        <li>You leave your groups. A group that you own gets a new owner: its longest-standing admin or, without an admin, its longest-standing member. A group without other participants is deleted.</li>
        <li>Your messages remain visible to the other participants, as from a deleted account. To remove a message, delete it first.</li>
      </ul>
      <submit-form .action=${'Delete my account'} .isDangerous=${true}
        .content=${(/** @type {Errors} */ errors) => (isSsoSession() ? nothing : textField({
          label: 'Your password', name: 'current_password', id: 'field-delete-password', type: 'password', required: true,
          error: errors.current_password, autocomplete: 'current-password',
        }))}
        .submit=${async (/** @type {Record<string, string>} */ values) => {
          await api('DELETE', 'users/me/', isSsoSession() ? undefined : values);
          this.onAccountDeleted();
        }}></submit-form>`);
  }
}
customElements.define('user-profile', UserProfile);
