/** Finds people by name or username, and collects the selected ones. */
import { html, nothing } from 'lit-element';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, query } from '../shared/api.js';
import { foldText } from '../shared/text.js';
import { PageElement, avatar, countOf, displayName, icon } from '../shared/ui.js';

const MIN_SEARCH_CHARACTERS = 2;
const SEARCH_DELAY_MS = 200;
const MAX_RESULTS = 10;

/** Fires `select` when the selection changes. */
export class PeoplePicker extends PageElement {
  static properties = { except: { attribute: false }, selected: { attribute: false }, error: {}, found: { state: true }, note: { state: true } };

  constructor() {
    super();
    /** @type {number[]} ids of users who are not offered */
    this.except = [];
    /** @type {User[]} */
    this.selected = [];
    this.error = '';
    /** @type {User[]} */
    this.found = [];
    this.note = '';
    this.term = '';
    this.foundTerm = '';
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Checks that the user selected what they typed, and selected someone. Throws an error of the field `participants`. */
  validate() {
    const text = this.$('input').value.trim();
    const message = text ? `select a person for “${text}”, or clear the field` : this.selected.length ? '' : 'select at least one person';
    if (message) {
      throw Object.assign(new Error(message), { errors: [{ field: 'participants', code: 'required', message }] });
    }
  }

  clear() {
    this.selected = [];
    this.#clearSearch('');
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('error') && this.error) {
      this.$('input').focus();
    }
  }

  render() {
    return html`<div class="field"><label for="people">People</label>
      <input id="people" type="search" autocomplete="off" placeholder="Name or username" aria-describedby="people-note"
        aria-invalid=${this.error ? 'true' : nothing} @input=${this.#handleInput} @keydown=${this.#handleKey}>
      <p class="hint" id="people-note" role="status">${this.note || `Enter at least ${MIN_SEARCH_CHARACTERS} characters.`}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}</div>
      ${this.found.length ? html`<ul class="list people" aria-label="Search results">${this.found.map((user) => html`<li>
        <button type="button" class="item" @click=${() => this.#add(user)}>${avatar(displayName(user), user.id)}
          <span class="summary"><span class="title" dir="auto">${displayName(user)}</span><span class="preview">@${user.username}</span></span>${icon('add')}</button></li>`)}</ul>` : nothing}
      ${this.selected.length ? html`<ul class="chips" aria-label="Selected people">${repeat(this.selected, ({ id }) => id, (user) => html`<li>
        <button type="button" aria-label="Remove ${displayName(user)}" @click=${() => this.#remove(user)}>${displayName(user)} ${icon('close')}</button></li>`)}</ul>` : nothing}`;
  }

  /** @param {any} event */
  #handleInput(event) {
    const term = event.target.value.trim();
    this.term = term;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#search(term), SEARCH_DELAY_MS);
  }

  /** @param {string} term */
  async #search(term) {
    if ([...term].length < MIN_SEARCH_CHARACTERS) {
      this.found = [];
      this.note = '';
      return;
    }
    try {
      const { results } = await get(`users/directory/${query({ search: term, limit: MAX_RESULTS })}`);
      if (this.term !== term) {
        return;
      }
      this.foundTerm = term;
      const excluded = new Set([...this.except, ...this.selected.map(({ id }) => id)]);
      this.found = results.filter((/** @type {User} */ { id }) => !excluded.has(id));
      this.note = this.found.length ? countOf(this.found.length, 'result') : 'No people found.';
    } catch (error) {
      this.found = [];
      this.note = error.message;
    }
  }

  /** @param {any} event */
  #handleKey(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#addMatch(event.target.value.trim());
    }
  }

  // Enter selects a person only if it is clear who is meant, and never from the results of an earlier search.
  /** @param {string} text */
  #addMatch(text) {
    if (this.foundTerm !== text || !this.found.length) {
      return;
    }
    const folded = foldText(text.replace(/^@/, ''));
    const match = this.found.find(({ username }) => foldText(username) === folded)
      ?? (this.found.length === 1 ? this.found[0] : undefined);
    if (match) {
      this.#add(match);
    } else {
      this.note = `${countOf(this.found.length, 'result')}. Select one of them.`;
    }
  }

  /** @param {User} user */
  #add(user) {
    this.#change([...this.selected, user]);
    this.#clearSearch(`${displayName(user)} added.`);
  }

  /** @param {User} user */
  #remove(user) {
    this.#change(this.selected.filter(({ id }) => id !== user.id));
  }

  /** @param {string} note */
  #clearSearch(note) {
    clearTimeout(this.timer);
    this.term = '';
    this.found = [];
    this.note = note;
    this.$('input').value = '';
  }

  /** @param {User[]} selected */
  #change(selected) {
    this.selected = selected;
    this.$('input').focus();
    this.dispatchEvent(new CustomEvent('select', { detail: selected }));
  }
}
customElements.define('people-picker', PeoplePicker);
