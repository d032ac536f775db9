/** Dialogs of the client, loaded when one is first opened. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { api, get, isSso, query } from '../shared/api.js';
import { Part, announce, ask, avatar, faults, field, fullTime, icon, nameOf, sheet, toast, values } from '../shared/parts.js';

/** Finds people by name and gathers those chosen. */
class PeoplePicker extends Part {
  static properties = { except: { attribute: false }, chosen: { attribute: false }, found: { state: true }, note: { state: true } };

  constructor() {
    super();
    this.chosen = [];
    this.except = [];
    this.found = [];
    this.note = '';
  }

  render() {
    return html`<div class="field"><label for="people">People</label>
      <input id="people" type="search" autocomplete="off" placeholder="Name or username" aria-describedby="people-note" @input=${this.#search}
        @keydown=${(event) => { if (event.key === 'Enter') { event.preventDefault(); this.#first(event.target.value.trim()); } }}>
      <p class="hint" id="people-note" role="status">${this.note || 'Type at least two letters.'}</p></div>
      ${this.found.length ? html`<ul class="list people" aria-label="Found">${this.found.map((person) => html`<li>
        <button type="button" class="item" @click=${() => this.#add(person)}>${avatar(nameOf(person), person.id)}
          <span class="what"><span class="title" dir="auto">${nameOf(person)}</span><span class="last">@${person.username}</span></span>${icon('add')}</button></li>`)}</ul>` : nothing}
      ${this.chosen.length ? html`<ul class="chips" aria-label="Chosen">${repeat(this.chosen, ({ id }) => id, (person) => html`<li>
        <button type="button" aria-label="Leave out ${nameOf(person)}" @click=${() => this.#drop(person)}>${nameOf(person)} ${icon('close')}</button></li>`)}</ul>` : nothing}`;
  }

  #search(event) {
    const search = event.target.value.trim();
    this.sought = search;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      if ([...search].length < 2) {
        this.found = [];
        this.note = '';
        return;
      }
      try {
        const { results } = await get(`users/directory/${query({ search, limit: 10 })}`);
        if (this.sought !== search) {
          return;
        }
        this.foundBy = search;
        const out = new Set([...this.except, ...this.chosen.map(({ id }) => id)]);
        this.found = results.filter(({ id }) => !out.has(id));
        this.note = this.found.length ? `${this.found.length} found` : 'Nobody found.';
      } catch (error) {
        this.found = [];
        this.note = error.message;
      }
    }, 200);
  }

  // Not somebody who was found by what stood there before.
  #first(search) {
    if (this.foundBy === search) {
      this.#add(this.found[0]);
    }
  }

  #add(person) {
    if (person) {
      clearTimeout(this.timer);
      this.sought = '';
      this.chosen = [...this.chosen, person];
      this.found = [];
      this.note = `${nameOf(person)} chosen.`;
      this.$('input').value = '';
      this.$('input').focus();
      this.#tell();
    }
  }

  #drop(person) {
    this.chosen = this.chosen.filter(({ id }) => id !== person.id);
    this.$('input').focus();
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new CustomEvent('chosen', { detail: this.chosen }));
  }
}
customElements.define('people-picker', PeoplePicker);

/** A form whose problems stand where they belong. */
class AskForm extends Part {
  static properties = { inside: { attribute: false }, work: { attribute: false }, action: {}, danger: { type: Boolean }, error: { state: true }, busy: { state: true } };

  render() {
    const bad = faults(this.error);
    return html`<form novalidate @submit=${this.#submit}>
      ${this.error && !this.error.errors?.length ? html`<p class="notice bad" role="alert" tabindex="-1">${this.error.message}</p>` : nothing}
      ${this.inside(bad)}<div class="foot"><button class=${this.danger ? 'danger' : 'primary'} aria-disabled=${this.busy ? 'true' : 'false'}>${this.action}</button></div></form>`;
  }

  updated(changed) {
    if (changed.has('error') && this.error) {
      (this.$('[aria-invalid]') ?? this.$('[role=alert]'))?.focus();
    }
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      await this.work(values(event.target));
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}
customElements.define('ask-form', AskForm);

/** Begins a conversation; resolves with its id. */
export function beginConversation(store) {
  let chosen = [];
  return sheet('New conversation', (self) => html`<ask-form .action=${'Begin'} .inside=${(bad) => html`
      <people-picker .except=${[store.me.id]} @chosen=${({ detail }) => { chosen = detail; }}></people-picker>
      ${bad.participants ? html`<p class="error" role="alert">${bad.participants}</p>` : nothing}
      ${field({ label: 'Title', name: 'title', error: bad.title, hint: 'Without a title, the names of the others stand there. One person and no title makes a direct conversation.' })}`}
    .work=${async ({ title }) => {
      const participants = chosen.map(({ id }) => id);
      const isDirect = participants.length === 1 && !title.trim();
      const made = await api('POST', 'conversations/', isDirect ? { kind: 'direct', participants } : { title: title.trim() || null, participants });
      await store.seen(made);
      self.close(made.id);
    }}></ask-form>`);
}

/** One's profile, password and sessions. */
export function profile(store, leave, gone) {
  return sheet('Profile', () => html`<own-profile .store=${store} .leave=${leave} .gone=${gone}></own-profile>`);
}

class OwnProfile extends Part {
  static properties = { store: { attribute: false }, leave: { attribute: false }, gone: { attribute: false }, sessions: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.sessions = (await get('users/me/sessions/?limit=100').catch(() => ({ results: [] }))).results;
  }

  render() {
    const { me } = this.store;
    return html`
      <div class="identity">${avatar(nameOf(me), me.id)}<div><b dir="auto">${nameOf(me)}</b><br><span class="quiet">@${me.username}</span></div>
        <button type="button" @click=${this.leave}>Sign out</button></div>
      <details open><summary><h3>About you</h3></summary>
      <ask-form .action=${'Save'} .inside=${(bad) => html`
        ${field({ label: 'Username', name: 'username', value: me.username, required: true, error: bad.username, autocomplete: 'username' })}
        ${field({ label: 'Email address', name: 'email', type: 'email', value: me.email ?? '', required: true, error: bad.email, autocomplete: 'email' })}
        ${field({ label: 'First name', name: 'first_name', value: me.first_name, error: bad.first_name, autocomplete: 'given-name' })}
        ${field({ label: 'Last name', name: 'last_name', value: me.last_name, error: bad.last_name, autocomplete: 'family-name' })}`}
        .work=${async (entered) => {
          const changes = Object.fromEntries(Object.entries(entered).filter(([name, value]) => value !== (me[name] ?? '')));
          Object.assign(me, await api('PATCH', 'users/me/', changes));
          this.store.changed();
          this.requestUpdate();
          toast('Saved.');
        }}></ask-form></details>
      ${isSso() ? nothing : html`<details><summary><h3>Password</h3></summary>
      <ask-form .action=${'Change the password'} .inside=${(bad) => html`
        ${field({ label: 'Present password', name: 'current_password', type: 'password', required: true, error: bad.current_password, autocomplete: 'current-password' })}
        ${field({ label: 'New password', name: 'password', type: 'password', required: true, error: bad.password, autocomplete: 'new-password',
          hint: 'At least 8 characters. All other sessions end.' })}`}
        .work=${async (entered) => {
          await api('PATCH', 'users/me/', entered);
          await this.#load();
          toast('The password is changed.');
        }}></ask-form></details>`}
      <details><summary><h3>Where you are signed in</h3></summary>
      ${this.sessions ? html`<ul class="plain-list">${repeat(this.sessions, ({ id }) => id, (one) => html`<li class="row">
        <span class="grow"><b>${one.device || 'Unknown device'}</b><br><span class="quiet">${one.address} · last used ${fullTime(one.last_used_at)}</span></span>
        ${one.current ? html`<span class="tag">This one</span>` : html`<button type="button" @click=${() => this.#end(one)}>End</button>`}</li>`)}</ul>
        ${this.sessions.length > 1 ? html`<button type="button" class="danger" @click=${() => this.#endOthers()}>End all others</button>` : nothing}`
        : html`<p class="quiet">Loading …</p>`}</details>
      <details><summary><h3>Delete the account</h3></summary>
        <p class="hint">You are asked once more, and told what happens.</p>
        <button type="button" class="danger" @click=${() => this.#delete()}>Delete my account …</button></details>`;
  }

  #delete() {
    sheet('Delete your account?', () => html`
      <p>This is for good: nobody can bring it back, no administrator either.</p>
      <ul class="facts">
        <li>Your name, address and password are deleted, and you are signed out everywhere.</li>
        <li>You leave your groups. A group of yours passes to its longest-standing admin, or else member; with nobody left it is deleted.</li>
        <li>What you wrote stays for the others, as from a deleted account. What shall go as well, delete before.</li>
      </ul>
      <ask-form .action=${'Delete my account'} .danger=${true}
        .inside=${(bad) => (isSso() ? nothing : field({
          label: 'Your password', name: 'current_password', id: 'field-delete-password', type: 'password', required: true,
          error: bad.current_password, autocomplete: 'current-password',
        }))}
        .work=${async (entered) => {
          await api('DELETE', 'users/me/', isSso() ? undefined : entered);
          this.gone();
        }}></ask-form>`);
  }

  async #end({ id }) {
    await api('DELETE', `users/me/sessions/${id}/`).catch((error) => toast(error.message));
    await this.#load();
    announce('The session has ended.');
  }

  async #endOthers() {
    await api('DELETE', 'users/me/sessions/').catch((error) => toast(error.message));
    await this.#load();
    announce('All other sessions have ended.');
  }
}
customElements.define('own-profile', OwnProfile);

/** A conversation's people, title and how one keeps it. */
export function conversationSettings(store, id) {
  return sheet('Conversation', (self) => html`<conversation-settings .store=${store} .conversationId=${id} .sheet=${self}></conversation-settings>`);
}

const ROLES = { owner: 'Owner', admin: 'Admin', member: 'Member' };

class ConversationSettings extends Part {
  static properties = { store: { attribute: false }, conversationId: { attribute: false }, sheet: { attribute: false }, people: { state: true }, preferences: { state: true }, adding: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.onChange = () => (this.conversation ? this.requestUpdate() : this.sheet.close());
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
      const found = [];
      for (let page = await get(`${this.path}participants/?limit=100`); ; page = await get(page.next)) {
        found.push(...page.results);
        if (!page.next) {
          break;
        }
      }
      this.people = found;
    } catch {
      const { participant_details: details, owner } = this.conversation;
      this.people = details.map((person) => ({ user: person.id, user_details: person, role: person.id === owner ? 'owner' : 'member' }));
    }
  }

  async #act(work, done) {
    try {
      await work();
      await this.store.seen(await get(this.path));
      await this.#load();
      announce(done);
    } catch (error) {
      if (error.type === 'conversation-not-found') {
        this.store.forget(this.conversationId);
        this.sheet.close();
        location.hash = '#/';
        return;
      }
      toast(error.errors?.[0]?.message ?? error.message);
    }
  }

  render() {
    const { conversation, store } = this;
    if (!conversation) {
      return nothing;
    }
    const isDirect = conversation.kind === 'direct';
    const role = conversation.role ?? (conversation.owner === store.me.id ? 'owner' : 'member');
    const isOwner = role === 'owner' && !isDirect;
    const manages = !isDirect && (isOwner || role === 'admin');
    return html`
      ${manages ? html`<ask-form .action=${'Save the title'} .inside=${(bad) => field({ label: 'Title', name: 'title', value: conversation.title ?? '', error: bad.title })}
        .work=${async ({ title }) => {
          await store.seen(await api('PATCH', this.path, { title: title.trim() || null }));
          announce('The title is changed.');
        }}></ask-form>` : html`<p><b dir="auto">${store.title(conversation)}</b></p>`}
      ${'muted' in conversation ? html`<fieldset><legend>For you alone</legend>${[['muted', 'Muted: no count in the title'], ['pinned', 'Pinned: on top of the list'],
        ['archived', 'Archived: out of the way'],
        ...(isDirect ? [] : [['mute_all_mentions', 'Ignore @all and @here']])].map(([name, text]) => html`<label class="check"><input type="checkbox" .checked=${(name in conversation ? conversation : this.preferences ?? {})[name] ?? false}
          @change=${(event) => this.#act(() => api('PATCH', `${this.path}preferences/`, { [name]: event.target.checked }), text)}> ${text}</label>`)}</fieldset>` : nothing}
      ${isOwner && conversation.history ? html`<fieldset><legend>For everybody</legend><label class="check"><input type="checkbox" .checked=${conversation.history === 'joined'}
          @change=${(event) => this.#act(() => api('PATCH', this.path, { history: event.target.checked ? 'joined' : 'all' }), 'Changed.')}>
          Who joins sees only what is written afterwards</label></fieldset>` : nothing}
      <h3>People (${conversation.participants.length})</h3>
      <ul class="plain-list">${(this.people ?? []).map((one) => this.#person(one, isOwner, role))}</ul>
      ${manages ? html`<ask-form .action=${'Add'} .inside=${() => html`<people-picker .except=${conversation.participants} .chosen=${[]}
          @chosen=${({ detail }) => { this.adding = detail; }}></people-picker>`}
        .work=${() => this.#act(async () => {
          for (const { id } of this.adding ?? []) {
            await api('POST', `${this.path}participants/`, { user: id });
          }
          this.adding = [];
          this.querySelector('people-picker').chosen = [];
        }, 'Added.')}></ask-form>` : nothing}
      ${isDirect ? nothing : html`<div class="foot">${isOwner ? html`<button type="button" class="danger" @click=${this.#delete}>Delete the conversation</button>`
        : html`<button type="button" class="danger" @click=${this.#leave}>Leave</button>`}</div>`}`;
  }

  #person({ user, user_details: person, role }, isOwner, own) {
    const name = nameOf(person);
    const isMe = user === this.store.me.id;
    const removable = !isMe && role !== 'owner' && (isOwner || (own === 'admin' && role === 'member'));
    const path = `${this.path}participants/${user}/`;
    return html`<li class="row">${avatar(name, user)}<span class="grow"><b dir="auto">${name}</b>${isMe ? ' (you)' : person.is_active === false ? ' (deactivated)' : ''}<br><span class="quiet">@${person.username}</span></span>
      ${isOwner && !isMe ? html`<label class="unseen" for="role-${user}">Role of ${name}</label><select id="role-${user}" @change=${(event) => this.#role(event.target, path, name)}>
          ${Object.entries(ROLES).filter(([value]) => person.is_active !== false || value === 'member' || value === role).map(([value, text]) => html`<option value=${value} ?selected=${value === role}>${text}</option>`)}</select>`
        : html`<span class="tag">${ROLES[role] ?? ''}</span>`}
      ${removable ? html`<button type="button" class="plain" aria-label="Remove ${name}" @click=${() => this.#remove(path, name)}>${icon('close')}</button>` : nothing}</li>`;
  }

  async #role(select, path, name) {
    if (select.value === 'owner' && !(await ask('Hand the conversation over?', `${name} becomes the owner, and you an admin.`, 'Hand over'))) {
      await this.#load();
      return;
    }
    await this.#act(() => api('PATCH', path, { role: select.value }), `${name} is now ${ROLES[select.value].toLowerCase()}.`);
  }

  async #remove(path, name) {
    if (await ask(`Remove ${name}?`, 'They no longer see this conversation.', 'Remove')) {
      await this.#act(() => api('DELETE', path), `${name} is removed.`);
    }
  }

  async #leave() {
    if (await ask('Leave this conversation?', 'You no longer see it.', 'Leave')) {
      await this.#act(async () => {
        await api('DELETE', `${this.path}participants/${this.store.me.id}/`);
      }, 'You left.');
    }
  }

  async #delete() {
    if (await ask('Delete this conversation?', 'It goes away for everybody in it, with all its messages.', 'Delete')) {
      await this.#act(() => api('DELETE', this.path), 'Deleted.');
    }
  }
}
customElements.define('conversation-settings', ConversationSettings);
