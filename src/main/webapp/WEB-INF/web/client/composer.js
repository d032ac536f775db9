/** The text field for new messages and edits: stores drafts, completes mentions, and reports that the user is typing. */
import { html, nothing } from 'lit-element';
import { api } from '../shared/api.js';
import { countCharacters, hasVisibleText } from '../shared/text.js';
import { PageElement, displayName, icon } from '../shared/ui.js';
import { getDraft, setDraft } from './drafts.js';
import { mentionPrefix, suggestMentions } from './mention-suggestions.js';

const TYPING_INTERVAL_MS = 3000;
const MAX_CHARACTERS = 10_000;
const MAX_BYTES = 65_535;
const MAX_HEIGHT_PX = 200;
/** From this number of characters on, the length is shown. */
const SHOWN_FROM_CHARACTERS = MAX_CHARACTERS * 0.9;

/** Fires `submit-message` with the content, `cancel` and `edit-last`. */
class MessageComposer extends PageElement {
  static properties = {
    store: { attribute: false }, live: { attribute: false }, conversation: { attribute: false },
    editing: { attribute: false }, replyingTo: { attribute: false },
    suggestions: { state: true }, selectedIndex: { state: true }, characters: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./store.js').Store} */
    this.store;
    /** @type {import('./live-connection.js').LiveConnection} */
    this.live;
    /** @type {Conversation} */
    this.conversation;
    /** @type {Message | null} */
    this.editing = null;
    /** @type {Message | null} */
    this.replyingTo = null;
    /** @type {User[]} */
    this.suggestions = [];
    this.selectedIndex = 0;
    this.characters = 0;
    this.bytes = 0;
    this.typingSentAt = 0;
  }

  /** @returns {HTMLTextAreaElement} */
  get box() {
    return this.$('textarea');
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('conversation') && changed.get('conversation')?.id !== this.conversation.id) {
      this.#fill(this.#draft);
    }
    if (changed.has('editing') && changed.get('editing') !== this.editing && (this.editing || changed.get('editing'))) {
      this.#fill(this.editing ? this.store.edits.get(this.conversation.id)?.text ?? this.editing.content : this.#draft);
      this.box.focus();
    }
  }

  get #draft() {
    return getDraft(this.store.me.id, this.conversation.id);
  }

  /** @param {string} text */
  #fill(text) {
    this.box.value = text;
    this.suggestions = [];
    this.#measure();
  }

  #measure() {
    const { box } = this;
    this.characters = countCharacters(box.value, MAX_CHARACTERS);
    const isNearLimit = this.characters > SHOWN_FROM_CHARACTERS || box.value.length > MAX_BYTES / 4;
    this.bytes = isNearLimit ? new TextEncoder().encode(box.value).length : 0;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, MAX_HEIGHT_PX)}px`;
  }

  get #isTooLong() {
    return this.characters > MAX_CHARACTERS || this.bytes > MAX_BYTES;
  }

  render() {
    const { suggestions, selectedIndex } = this;
    return html`<form class="composer" @submit=${this.#submit}>
      ${this.editing ? this.#renderContext('Editing', this.editing)
        : this.replyingTo ? this.#renderContext(`Replying to ${displayName(this.replyingTo.sender_details)}`, this.replyingTo) : nothing}
      ${suggestions.length ? html`<ul class="suggestions" role="listbox" id="suggestions" aria-label="Suggested mentions">
        ${suggestions.map((user, index) => html`<li
        role="option" id="suggestion-${index}" aria-selected=${index === selectedIndex ? 'true' : 'false'}
        @mousedown=${(/** @type {Event} */ event) => { event.preventDefault(); this.#complete(user); }}>${displayName(user)} <small>@${user.username}</small></li>`)}</ul>` : nothing}
      <label class="visually-hidden" for="message-text">Message to ${this.store.titleOf(this.conversation)}</label>
      <textarea id="message-text" rows="1" placeholder="Message" dir="auto" aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls=${suggestions.length ? 'suggestions' : nothing}
        aria-activedescendant=${suggestions.length ? `suggestion-${selectedIndex}` : nothing}
        aria-describedby="message-length" @input=${this.#handleInput} @keydown=${this.#handleKey}
        @blur=${() => { this.suggestions = []; }}></textarea>
      <button class="primary round" aria-label=${this.editing ? 'Save' : 'Send'}>${icon('send')}</button>
      <p id="message-length" class="length ${this.#isTooLong ? 'error' : ''}">${this.#lengthText()}</p>
    </form>`;
  }

  /**
   * @param {string} label
   * @param {Message} message
   */
  #renderContext(label, { content }) {
    return html`<p class="context"><span><b>${label}</b> <span dir="auto">${content}</span></span>
      <button type="button" class="plain" aria-label="Cancel" @click=${this.#cancel}>${icon('close')}</button></p>`;
  }

  #lengthText() {
    if (this.bytes > MAX_BYTES && this.characters <= MAX_CHARACTERS) {
      return `${this.bytes} of ${MAX_BYTES} bytes`;
    }
    return this.characters > SHOWN_FROM_CHARACTERS ? `${this.characters} of ${MAX_CHARACTERS} characters` : '';
  }

  #handleInput() {
    this.#measure();
    if (this.editing) {
      this.store.edits.set(this.conversation.id, { message: this.editing, text: this.box.value });
    } else {
      setDraft(this.store.me.id, this.conversation.id, this.box.value);
    }
    this.#suggest();
    if (Date.now() - this.typingSentAt > TYPING_INTERVAL_MS) {
      this.typingSentAt = Date.now();
      if (!this.live.send({ type: 'typing', conversation: this.conversation.id })) {
        api('POST', `conversations/${this.conversation.id}/typing/`).catch(() => {});
      }
    }
  }

  get #mentionPrefix() {
    return mentionPrefix(this.box.value.slice(0, this.box.selectionStart));
  }

  #suggest() {
    const prefix = this.#mentionPrefix;
    this.selectedIndex = 0;
    this.suggestions = prefix === null ? [] : suggestMentions(this.conversation, this.store.me.id, prefix);
  }

  /** @param {User} user */
  #complete(user) {
    const end = this.box.selectionStart;
    const start = end - (this.#mentionPrefix ?? '').length;
    this.box.setRangeText(`${user.username} `, start, end, 'end');
    this.suggestions = [];
    this.#handleInput();
    this.box.focus();
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    if (event.isComposing || this.#handleSuggestionKey(event)) {
      return;
    }
    // On touch screens, Enter starts a new line: their keyboards have no Shift+Enter.
    if (event.key === 'Enter' && !event.shiftKey && !matchMedia('(pointer: coarse)').matches) {
      this.#submit(event);
    } else if (event.key === 'Escape' && (this.editing || this.replyingTo)) {
      this.#cancel();
    } else if (event.key === 'ArrowUp' && !this.box.value && !this.editing) {
      event.preventDefault();
      this.dispatchEvent(new Event('edit-last'));
    }
  }

  /**
   * Returns whether the key was for the suggestions.
   *
   * @param {KeyboardEvent} event
   */
  #handleSuggestionKey(event) {
    const { length } = this.suggestions;
    if (!length || !['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      return false;
    }
    event.preventDefault();
    if (event.key === 'Escape') {
      this.suggestions = [];
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.selectedIndex = (this.selectedIndex + (event.key === 'ArrowDown' ? 1 : -1) + length) % length;
    } else {
      this.#complete(this.suggestions[this.selectedIndex]);
    }
    return true;
  }

  #cancel() {
    this.dispatchEvent(new Event('cancel'));
    this.box.focus();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const content = this.box.value;
    if (!hasVisibleText(content) || this.#isTooLong) {
      return;
    }
    if (!this.editing) {
      setDraft(this.store.me.id, this.conversation.id, '');
      this.#fill('');
    }
    this.typingSentAt = 0;
    this.dispatchEvent(new CustomEvent('submit-message', { detail: content }));
    this.box.focus();
  }
}
customElements.define('message-composer', MessageComposer);
