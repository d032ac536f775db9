/** A conversation's title, participants and preferences. */
import { html, nothing } from 'lit-element';
import { api, get, getAll } from '../shared/api.js';
import { confirmAction, openDialog } from '../shared/dialog.js';
import { textField } from '../shared/forms.js';
import { PageElement, announce, avatar, displayName, icon, toastError } from '../shared/ui.js';
import './people-picker.js';
import './submit-form.js';

/** @type {Record<Role, string>} */
const ROLES = { owner: 'Owner', admin: 'Admin', member: 'Member' };
/** @type {Record<Role, string>} */
const ROLES_WITH_ARTICLE = { owner: 'the owner', admin: 'an admin', member: 'a member' };
/** @type {[name: string, label: string][]} */
const PREFERENCES = [
  ['muted', 'Muted: not counted in the page title'], ['pinned', 'Pinned: at the top of the list'], ['archived', 'Archived: hidden from the list'],
];
/** @type {[name: string, label: string]} */
const GROUP_PREFERENCE = ['mute_all_mentions', 'Ignore @all and @here'];

/**
 * @param {import('./store.js').Store} store
 * @param {number} id
 */
export function openConversationSettings(store, id) {
  return openDialog('Conversation settings', (dialog) => html`<conversation-settings .store=${store} .conversationId=${id}
    .dialog=${dialog}></conversation-settings>`);
}

class ConversationSettings extends PageElement {
  static properties = {
    store: { attribute: false }, conversationId: { attribute: false }, dialog: { attribute: false },
    participants: { state: true }, preferences: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {number} */
    this.conversationId;
    /** @type {import('../shared/dialog.js').ModalDialog} */
    this.dialog;
    /** @type {Participant[]} */
    this.participants = [];
    /** @type {Record<string, boolean>} */
    this.preferences = {};
    this.onChange = () => (this.conversation ? this.requestUpdate() : this.dialog.close());
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', this.onChange);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.onChange);
  }

  get conversation() {
    return this.store.conversations.get(this.conversationId);
  }

  get path() {
    return `conversations/${this.conversationId}/`;
  }

  async #load() {
    get(`${this.path}preferences/`).then((preferences) => { this.preferences = preferences; }).catch(() => {});
    try {
      this.participants = await getAll(`${this.path}participants/?limit=100`);
    } catch {
      const { participant_details: details = [], owner } = this.conversation ?? {};
      this.participants = details.map((user) => ({ user: user.id, user_details: user, role: user.id === owner ? 'owner' : 'member' }));
    }
  }

  /**
   * Runs an action, reads the conversation again, and announces the result.
   *
   * @param {() => Promise<any>} action
   * @param {string} result
   */
  async #run(action, result) {
    try {
      await action();
      await this.store.merge(await get(this.path));
      await this.#load();
      announce(result);
    } catch (error) {
      if (error.type === 'conversation-not-found') {
        this.store.remove(this.conversationId);
        this.dialog.close();
        location.hash = '#/';
        return;
      }
      toastError(error);
    }
  }

  render() {
    const { conversation, store } = this;
    if (!conversation) {
      return nothing;
    }
    const isDirect = conversation.kind === 'direct';
    const ownRole = conversation.role ?? (conversation.owner === store.me.id ? 'owner' : 'member');
    const isOwner = ownRole === 'owner' && !isDirect;
    const isManager = !isDirect && (isOwner || ownRole === 'admin');
    return html`
      ${isManager ? this.#renderTitle(conversation) : html`<p><b dir="auto">${store.titleOf(conversation)}</b></p>`}
      ${'muted' in conversation ? this.#renderPreferences(conversation, isDirect) : nothing}
      ${isOwner && conversation.history ? this.#renderHistory(conversation) : nothing}
      <h3>Participants (${conversation.participants.length})</h3>
      <ul class="plain-list">${this.participants.map((participant) => this.#renderParticipant(participant, isOwner, ownRole))}</ul>
      ${isManager ? this.#renderPicker(conversation) : nothing}
      ${isDirect ? nothing : html`<div class="foot">${isOwner
        ? html`<button type="button" class="danger" @click=${this.#delete}>Delete conversation</button>`
        : html`<button type="button" class="danger" @click=${this.#leave}>Leave conversation</button>`}</div>`}`;
  }

  /** @param {Conversation} conversation */
  #renderTitle({ title: current }) {
    return html`<submit-form .action=${'Save title'}
      .content=${(/** @type {Record<string, string>} */ errors) => textField({ label: 'Title', name: 'title', value: current ?? '', error: errors.title })}
      .submit=${async (/** @type {{title: string}} */ { title }) => {
        await this.store.merge(await api('PATCH', this.path, { title: title.trim() || null }));
        announce('Title changed.');
      }}></submit-form>`;
  }

  /**
   * @param {Conversation} conversation
   * @param {boolean} isDirect
   */
  #renderPreferences(conversation, isDirect) {
    const values = /** @type {Record<string, any>} */ ({ ...this.preferences, ...conversation });
    return html`<fieldset><legend>Only for you</legend>${[...PREFERENCES, ...(isDirect ? [] : [GROUP_PREFERENCE])].map(([name, label]) =>
      this.#renderCheckbox(label, values[name] ?? false, (checked) => api('PATCH', `${this.path}preferences/`, { [name]: checked })))}</fieldset>`;
  }

  /** @param {Conversation} conversation */
  #renderHistory({ history }) {
    return html`<fieldset><legend>For all participants</legend>${this.#renderCheckbox(
      'New participants see only messages sent after they join', history === 'joined',
      (checked) => api('PATCH', this.path, { history: checked ? 'joined' : 'all' }),
    )}</fieldset>`;
  }

  /**
   * @param {string} label
   * @param {boolean} checked
   * @param {(checked: boolean) => Promise<any>} save
   */
  #renderCheckbox(label, checked, save) {
    return html`<label class="check"><input type="checkbox" .checked=${checked}
      @change=${(/** @type {any} */ { target }) => this.#run(() => save(target.checked), 'Setting saved.')}> ${label}</label>`;
  }

  /** @param {Conversation} conversation */
  #renderPicker({ participants }) {
    return html`<submit-form .action=${'Add people'}
      .content=${(/** @type {Record<string, string>} */ errors) => html`<people-picker .except=${participants} .error=${errors.participants ?? ''}></people-picker>`}
      .submit=${async () => {
        /** @type {import('./people-picker.js').PeoplePicker} */
        const picker = this.$('people-picker');
        picker.validate();
        await this.#run(async () => {
          for (const { id } of picker.selected) {
            await api('POST', `${this.path}participants/`, { user: id });
          }
          picker.clear();
        }, 'People added.');
      }}></submit-form>`;
  }

  /**
   * @param {Participant} participant
   * @param {boolean} isOwner
   * @param {Role} ownRole
   */
  #renderParticipant({ user, user_details: details, role }, isOwner, ownRole) {
    const name = displayName(details);
    const isMe = user === this.store.me.id;
    const isActive = details.is_active !== false;
    const isRemovable = !isMe && role !== 'owner' && (isOwner || (ownRole === 'admin' && role === 'member'));
    const roles = /** @type {[Role, string][]} */ (Object.entries(ROLES)).filter(([value]) => isActive || value === 'member' || value === role);
    return html`<li class="row">${avatar(name, user)}<span class="grow"><b dir="auto">${name}</b>${isMe ? ' (you)' : isActive ? '' : ' (deactivated)'}<br><span class="secondary">@${details.username}</span></span>
      ${isOwner && !isMe ? html`<label class="visually-hidden" for="role-${user}">Role of ${name}</label>
        <select id="role-${user}" @change=${(/** @type {any} */ { target }) => this.#changeRole(user, name, target.value)}>
          ${roles.map(([value, label]) => html`<option value=${value} ?selected=${value === role}>${label}</option>`)}</select>`
        : html`<span class="tag">${ROLES[role] ?? ''}</span>`}
      ${isRemovable ? html`<button type="button" class="plain" aria-label="Remove ${name}" @click=${() => this.#remove(user, name)}>${icon('close')}</button>` : nothing}</li>`;
  }

  /** @param {number} user */
  #pathOf(user) {
    return `${this.path}participants/${user}/`;
  }

  /**
   * @param {number} user
   * @param {string} name
   * @param {Role} role
   */
  async #changeRole(user, name, role) {
    if (role === 'owner' && !(await confirmAction('Transfer ownership?', `${name} becomes the owner, and you become an admin.`, 'Transfer ownership'))) {
      await this.#load();
      return;
    }
    await this.#run(() => api('PATCH', this.#pathOf(user), { role }), `${name} is now ${ROLES_WITH_ARTICLE[role]}.`);
  }

  /**
   * @param {number} user
   * @param {string} name
   */
  async #remove(user, name) {
    if (await confirmAction(`Remove ${name}?`, 'They will no longer see this conversation.', 'Remove')) {
      await this.#run(() => api('DELETE', this.#pathOf(user)), `${name} was removed.`);
    }
  }

  async #leave() {
    if (await confirmAction('Leave this conversation?', 'You will no longer see it.', 'Leave')) {
      await this.#run(() => api('DELETE', this.#pathOf(this.store.me.id)), 'You left the conversation.');
    }
  }

  async #delete() {
    if (await confirmAction('Delete this conversation?', 'It will be deleted for all participants, with all its messages.', 'Delete')) {
      await this.#run(() => api('DELETE', this.path), 'Conversation deleted.');
    }
  }
}
customElements.define('conversation-settings', ConversationSettings);
