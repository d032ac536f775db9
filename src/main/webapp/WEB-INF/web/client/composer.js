/** Where one writes: keeps a draft for each conversation, completes mentions, says that one is typing. */
import { html, nothing } from 'lit-element';
import { api } from '../shared/api.js';
import { Part, icon, isVisible, lengthOf, nameOf } from '../shared/parts.js';
import { fold } from '../shared/text.js';

const TYPING_EVERY_MS = 3000;
const MOST = 8;
const LONGEST = 10_000;
const MOST_BYTES = 65_535;
// What owners and admins of a group can mention beside people.
const GROUPS = [
  { id: 0, username: 'all', first_name: 'Everyone', last_name: '' },
  { id: 0, username: 'here', first_name: 'Everyone who is online', last_name: '' },
];
// By whose they are: the page may stay open when somebody else signs in.
const drafts = new Map();

class Composer extends Part {
  static properties = {
    store: { attribute: false }, live: { attribute: false }, conversation: { attribute: false },
    editing: { attribute: false }, replying: { attribute: false }, offers: { state: true }, chosen: { state: true }, length: { state: true },
  };

  constructor() {
    super();
    this.offers = [];
    this.chosen = 0;
    this.length = 0;
  }

  get box() {
    return this.$('textarea');
  }

  updated(changed) {
    if (changed.has('conversation') && changed.get('conversation')?.id !== this.conversation.id) {
      this.#fill(this.#draft);
    }
    if (changed.has('editing') && changed.get('editing') !== this.editing && (this.editing || changed.get('editing'))) {
      this.#fill(this.editing ? this.editing.content : this.#draft);
      this.box.focus();
    }
  }

  get #place() {
    return `${this.store.me.id}/${this.conversation.id}`;
  }

  get #draft() {
    return drafts.get(this.#place) ?? '';
  }

  #fill(text) {
    this.box.value = text;
    this.offers = [];
    this.#grow();
  }

  #grow() {
    this.length = lengthOf(this.box.value, LONGEST);
    this.bytes = this.length > LONGEST * 0.9 || this.box.value.length > MOST_BYTES / 4 ? new TextEncoder().encode(this.box.value).length : 0;
    this.box.style.height = 'auto';
    this.box.style.height = `${Math.min(this.box.scrollHeight, 200)}px`;
  }

  render() {
    const about = this.editing ? ['Editing', this.editing] : this.replying ? [`Reply to ${nameOf(this.replying.sender_details)}`, this.replying] : null;
    return html`<form class="composer" @submit=${this.#submit}>
      ${about ? html`<p class="about"><span><b>${about[0]}</b> <span dir="auto">${about[1].content}</span></span>
        <button type="button" class="plain" aria-label="Cancel" @click=${this.#cancel}>${icon('close')}</button></p>` : nothing}
      ${this.offers.length ? html`<ul class="offers" role="listbox" id="offers" aria-label="People">${this.offers.map((person, index) => html`<li
        role="option" id="offer-${index}" aria-selected=${index === this.chosen ? 'true' : 'false'}
        @mousedown=${(event) => { event.preventDefault(); this.#complete(person); }}>${nameOf(person)} <small>@${person.username}</small></li>`)}</ul>` : nothing}
      <label class="unseen" for="write">Message to ${this.store.title(this.conversation)}</label>
      <textarea id="write" rows="1" placeholder="Message" dir="auto" aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls=${this.offers.length ? 'offers' : nothing}
        aria-activedescendant=${this.offers.length ? `offer-${this.chosen}` : nothing}
        aria-describedby="length" @input=${this.#typed} @keydown=${this.#key} @blur=${() => { this.offers = []; }}></textarea>
      <button class="primary round" aria-label=${this.editing ? 'Save' : 'Send'}>${icon('send')}</button>
      <p id="length" class="length ${this.length > LONGEST || this.bytes > MOST_BYTES ? 'error' : ''}">${this.#limit()}</p>
    </form>`;
  }

  #limit() {
    if (this.bytes > MOST_BYTES && this.length <= LONGEST) {
      return `${this.bytes} of ${MOST_BYTES} bytes`;
    }
    return this.length > LONGEST * 0.9 ? `${this.length} of ${LONGEST} characters` : '';
  }

  #typed() {
    this.#grow();
    if (!this.editing) {
      drafts.set(this.#place, this.box.value);
    }
    this.#offer();
    if (!this.typedAt || Date.now() - this.typedAt > TYPING_EVERY_MS) {
      this.typedAt = Date.now();
      if (!this.live.send({ type: 'typing', conversation: this.conversation.id })) {
        api('POST', `conversations/${this.conversation.id}/typing/`).catch(() => {});
      }
    }
  }

  #word() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    // Where the server lets a mention start: not after a letter or digit of a script with spaces between words.
    return /(?:^|[^\p{L}\p{M}\p{N}@＠]|\uFE0F|[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[@＠]([\p{L}\p{M}\p{N}.+_-]*)$/u
      .exec(before);
  }

  #offer() {
    const word = this.#word();
    const prefix = fold(word?.[1] ?? '');
    this.chosen = 0;
    this.offers = word ? [
      ...(this.conversation.participant_details ?? []).filter((person) => person.id !== this.store.me.id),
      ...(this.conversation.kind !== 'direct' && ['owner', 'admin'].includes(this.conversation.role) ? GROUPS : []),
    ].filter((person) => [person.username, person.first_name, person.last_name].some((name) => fold(name).startsWith(prefix)))
      .slice(0, MOST) : [];
  }

  #complete(person) {
    const at = this.box.selectionStart;
    const begin = at - this.#word()[1].length;
    this.box.setRangeText(`${person.username} `, begin, at, 'end');
    this.offers = [];
    this.#typed();
    this.box.focus();
  }

  #key(event) {
    if (event.isComposing) {
      return;
    }
    if (this.offers.length) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        this.chosen = (this.chosen + step + this.offers.length) % this.offers.length;
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        this.#complete(this.offers[this.chosen]);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        this.offers = [];
        return;
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit(event);
    } else if (event.key === 'Escape' && (this.editing || this.replying)) {
      this.#cancel();
    } else if (event.key === 'ArrowUp' && !this.box.value && !this.editing) {
      event.preventDefault();
      this.dispatchEvent(new Event('edit-last'));
    }
  }

  #cancel() {
    this.dispatchEvent(new Event('cancel'));
    this.box.focus();
  }

  #submit(event) {
    event.preventDefault();
    const content = this.box.value;
    if (!isVisible(content) || this.length > LONGEST || this.bytes > MOST_BYTES) {
      return;
    }
    if (!this.editing) {
      drafts.delete(this.#place);
      this.#fill('');
    }
    this.typedAt = 0;
    this.dispatchEvent(new CustomEvent('write', { detail: { content } }));
    this.box.focus();
  }
}
customElements.define('message-composer', Composer);
