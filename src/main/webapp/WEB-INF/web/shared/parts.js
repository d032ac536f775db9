/** Small things that all screens use. */
import { LitElement, html, nothing, svg } from 'lit-element';

/** An element without a shadow root: one style sheet and one tree of labels for the whole page. */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }

  $(selector) {
    return this.querySelector(selector);
  }
}

const PATHS = {
  add: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  reply: 'M10 7L5 12l5 5M5 12h9a5 5 0 0 1 5 5v1',
  search: 'M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM16 16l4 4',
  send: 'M5 12h13M12 6l6 6-6 6',
  settings: 'M4 7h10M18 7h2M14 5v4M4 17h2M10 17h10M6 15v4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0',
  smile: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9 10h.01M15 10h.01M8.5 14a4 4 0 0 0 7 0',
  pin: 'M9 4h6l-1 6 3 3H7l3-3-1-6zM12 13v7',
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM16 8v5a2.5 2.5 0 0 0 5 0v-1a9 9 0 1 0-3.5 7.1',
  muted: 'M6 9v6h4l5 4V5l-5 4H6zM18 9l4 6M22 9l-4 6',
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]}></path>`}</svg>`;

// What makes text run the other way until it is taken back (Unicode Standard Annex 9, 2.1 to 2.5).
const TURNS = /[\u202A-\u202E\u2066-\u2069]/gu;

/** What somebody is called. */
export function nameOf(person) {
  if (!person) {
    return 'Somebody';
  }
  // A name stands within sentences, and turns none of them round.
  const plain = (name) => (name ?? '').replace(TURNS, '');
  return `${plain(person.first_name)} ${plain(person.last_name)}`.trim() || plain(person.username);
}

const initials = (name) => {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
};

export function avatar(name, id = 0, isOnline = false) {
  return html`<span class="avatar tone-${id % 6} ${isOnline ? 'online' : ''}" aria-hidden="true">${initials(name)}</span>`;
}

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const TIME = format({ hour: '2-digit', minute: '2-digit' });
const DAY = format({ weekday: 'long', day: 'numeric', month: 'long' });
const YEAR = format({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT = format({ day: 'numeric', month: 'short' });
const FULL = format({ dateStyle: 'medium', timeStyle: 'short' });

/** Times in the reader's zone and language. */
export const timeOf = (at) => TIME.format(new Date(at));
export const fullTime = (at) => FULL.format(new Date(at));
export const dayKey = (at) => new Date(at).toDateString();

/** When the reader's day around a time begins and ends, in ms; not all days have 24 hours. */
export function dayAround(at) {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  return { begin: new Date(year, month, day).getTime(), end: new Date(year, month, day + 1).getTime() };
}

export function dayOf(at) {
  const date = new Date(at);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) {
    return 'Today';
  }
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) {
    return 'Yesterday';
  }
  return (date.getFullYear() === today.getFullYear() ? DAY : YEAR).format(date);
}

export function briefTime(at) {
  return dayKey(at) === new Date().toDateString() ? timeOf(at) : SHORT.format(new Date(at));
}

// Punctuation of Chinese and Japanese sentences ends an address, as it does for the server's mentions.
const LINK = /https?:\/\/[^\s<>"'`\u202A-\u202E\u2066-\u2069、。，．：；！？｡､…（）「」『』【】〔〕《》〈〉｢｣“”‘’]+[^\s<>"'`\u202A-\u202E\u2066-\u2069、。，．：；！？｡､…（）「」『』【】〔〕《》〈〉｢｣“”‘’.,:;!?)\]}]/giu;

/** The name of a link's server as the network knows it, where that is not what one reads: letters of two scripts look alike. */
function hostOf(address) {
  try {
    const { hostname } = new URL(address);
    return /[^\p{ASCII}]/u.test(address.split('/')[2]) ? html` <small>(${hostname})</small>` : nothing;
  } catch {
    return nothing;
  }
}

/** Text with its links; nothing in it is ever taken for markup. */
function linked(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(end, found.index));
    parts.push(html`<a href=${found[0]} target="_blank" rel="noopener noreferrer nofollow ugc">${found[0]}</a>${hostOf(found[0])}`);
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

/** Whether a mention names the reader, or all participants. */
export const isMentionOf = ({ kind, user }, me) => (kind === 'all' || kind === 'here' ? true : user === me);

/** A message's content with its mentions, and with links unless it is shown inside a link. A mention never cuts a link. */
export function words(content, named = [], me = 0, withLinks = true) {
  const plain = withLinks ? linked : (text) => text;
  if (!named?.length) {
    return plain(content);
  }
  // The server counts code points.
  const starts = [];
  for (let index = 0; index < content.length; index += content.codePointAt(index) > 0xFFFF ? 2 : 1) {
    starts.push(index);
  }
  starts.push(content.length);
  const links = [...content.matchAll(LINK)].map((found) => [found.index, found.index + found[0].length]);
  const parts = [];
  let end = 0;
  for (const mention of [...named].sort((a, b) => a.offset - b.offset)) {
    const from = starts[mention.offset];
    const to = starts[mention.offset + mention.length];
    if (from >= end && to !== undefined && !links.some(([begin, close]) => from < close && to > begin)) {
      parts.push(plain(content.slice(end, from)));
      parts.push(html`<mark class=${isMentionOf(mention, me) ? 'me' : ''}>${content.slice(from, to)}</mark>`);
      end = to;
    }
  }
  parts.push(plain(content.slice(end)));
  return parts;
}

const SEGMENTS = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/** The number of characters as users count them (grapheme clusters), which are never more than code units. */
export function lengthOf(text, most) {
  if (text.length <= most || !SEGMENTS) {
    return text.length <= most ? text.length : [...text].length;
  }
  let length = 0;
  for (const _ of SEGMENTS.segment(text)) { // eslint-disable-line no-unused-vars
    length++;
  }
  return length;
}

// White space, controls, format characters, marks without a letter, and letters that are blank: nothing that one sees.
const INVISIBLE = /^[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}]*$/u;

/** Whether a text has a character that one sees; without one, the server refuses it. */
export const isVisible = (text) => !INVISIBLE.test(text);

/** Says something to screen readers, without a place on the screen. */
export function announce(text) {
  // Beside an open dialog all is inert, and nothing there is read out.
  let region = [...document.querySelectorAll('dialog[open] > .news')].at(-1) ?? document.getElementById('announcer');
  if (!region) {
    region = document.createElement('div');
    region.id = 'announcer';
    region.className = 'unseen';
    region.setAttribute('role', 'log');
    region.setAttribute('aria-live', 'polite');
    region.setAttribute('aria-label', 'News');
    document.body.append(region);
  }
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  while (region.children.length > 5) {
    region.firstChild.remove();
  }
}

/** A short message at the bottom of the screen. */
export function toast(text) {
  announce(text);
  document.querySelector('.toast')?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('aria-hidden', 'true');
  box.textContent = text;
  document.body.append(box);
  // Above an open dialog too.
  if (box.showPopover) {
    box.popover = 'manual';
    box.showPopover();
  }
  setTimeout(() => box.remove(), 6000);
}

/** Says that what is loaded on demand did not come. */
export const unloaded = () => toast('This part of the page could not be loaded. Try again.');

/** A labelled field with its fault. */
export function field({ label, name, type = 'text', value = '', error, hint, required = false, autocomplete, ...more }) {
  const id = more.id ?? `field-${name}`;
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${label}${required ? nothing : html` <span class="optional">(optional)</span>`}</label>
    <input id=${id} name=${name} type=${type} .value=${value} ?required=${required}
      autocomplete=${autocomplete ?? 'off'} autocapitalize=${type === 'text' && name === 'username' ? 'none' : nothing}
      aria-invalid=${error ? 'true' : nothing} aria-describedby=${described || nothing}>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
  </div>`;
}

/** The faults of a problem by field. */
export function faults(error) {
  return Object.fromEntries((error?.errors ?? []).map((fault) => [fault.field, sentence(fault.message)]));
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace('..', '.');

/** Values of a form. */
export const values = (form) => Object.fromEntries(new FormData(form));

/**
 * A dialog of the browser's own, which keeps the focus inside and gives it back. `content` makes its inside and gets a
 * function that closes it.
 */
export class Sheet extends Part {
  static properties = { heading: {}, content: { attribute: false } };
  static #count = 0;

  // One dialog may be opened from another.
  #title = `sheet-title-${Sheet.#count += 1}`;

  render() {
    return html`<dialog aria-labelledby=${this.#title} @close=${this.#closed} @click=${this.#outside}>
      <div class="sheet">
        <div class="head">
          <h2 id=${this.#title}>${this.heading}</h2>
          <button type="button" class="plain" aria-label="Close" @click=${() => this.close()}>${icon('close')}</button>
        </div>
        ${this.content?.(this) ?? nothing}
      </div>
      <div class="news unseen" role="log" aria-live="polite" aria-label="News"></div>
    </dialog>`;
  }

  firstUpdated() {
    this.giveBack = document.activeElement;
    this.$('dialog').showModal();
  }

  close(result) {
    this.result = result;
    this.$('dialog').close();
  }

  #closed() {
    this.remove();
    this.resolve?.(this.result);
    if (this.giveBack?.isConnected) {
      this.giveBack.focus();
    }
  }

  #outside(event) {
    if (event.target === this.$('dialog')) {
      this.close();
    }
  }
}
customElements.define('part-sheet', Sheet);

/** Opens a dialog; resolves with what it was closed with. */
export function sheet(title, content) {
  const element = document.createElement('part-sheet');
  element.heading = title;
  element.content = content;
  document.body.append(element);
  return new Promise((resolve) => {
    element.resolve = resolve;
  });
}

/** Asks before something is done that cannot be undone; resolves with true, or with the reason where one is asked for. */
export function ask(title, text, action, { reason = false } = {}) {
  return sheet(title, (self) => html`<form @submit=${(event) => {
    event.preventDefault();
    self.close({ reason: values(event.target).reason ?? '' });
  }}>
    <p>${text}</p>
    ${reason ? field({ label: 'Reason, for the audit log', name: 'reason' }) : nothing}
    <div class="foot">
      <button type="button" @click=${() => self.close()}>Cancel</button>
      <button class="danger">${action}</button>
    </div>
  </form>`);
}
