/** Elements and functions that all screens use. */
import { LitElement, html, svg } from 'lit-element';

/** An element without a shadow root: the whole page shares one style sheet and one accessibility tree. */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /**
   * @param {string} selector
   * @returns {any} the first element, or null
   */
  $(selector) {
    return this.querySelector(selector);
  }
}

/** @type {Record<string, string>} */
const ICON_PATHS = {
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

/** @param {string} name */
export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${ICON_PATHS[name]}></path>`}</svg>`;

// Characters that change the direction of text until it is reset (Unicode Standard Annex 9, 2.1 to 2.5). Names appear within
// sentences and must not reverse them.
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Returns a user's full name, or else the username.
 *
 * @param {User | null | undefined} user
 */
export function displayName(user) {
  if (!user) {
    return 'Unknown user';
  }
  const plain = (/** @type {string | undefined} */ name) => (name ?? '').replace(DIRECTION_CONTROLS, '');
  return `${plain(user.first_name)} ${plain(user.last_name)}`.trim() || plain(user.username);
}

/**
 * @param {number} count
 * @param {string} noun
 */
export const countOf = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** @param {string} name */
const initials = (name) => {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
};

/**
 * @param {string} name
 * @param {number} [id] decides the color
 * @param {boolean} [isOnline]
 */
export function avatar(name, id = 0, isOnline = false) {
  return html`<span class="avatar tone-${id % 6} ${isOnline ? 'online' : ''}" aria-hidden="true">${initials(name)}</span>`;
}

/**
 * Announces a text to screen readers without showing it.
 *
 * @param {string} text
 */
export function announce(text) {
  // Everything outside an open dialog is inert and would not be read out.
  let region = [...document.querySelectorAll('dialog[open] > .live-region')].at(-1) ?? document.getElementById('live-region');
  if (!region) {
    region = document.createElement('div');
    region.id = 'live-region';
    region.className = 'visually-hidden';
    region.setAttribute('role', 'log');
    region.setAttribute('aria-live', 'polite');
    region.setAttribute('aria-label', 'Notifications');
    document.body.append(region);
  }
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  while (region.children.length > 5) {
    region.firstElementChild?.remove();
  }
}

const TOAST_MS = 6000;

/**
 * Shows a short message at the bottom of the screen.
 *
 * @param {string} text
 */
export function toast(text) {
  announce(text);
  document.querySelector('.toast')?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('aria-hidden', 'true');
  box.textContent = text;
  document.body.append(box);
  // As a popover it is above an open dialog too.
  if (box.showPopover) {
    box.popover = 'manual';
    box.showPopover();
  }
  setTimeout(() => box.remove(), TOAST_MS);
}

/**
 * Shows the first error of a failed request.
 *
 * @param {any} error
 */
export const toastError = (error) => toast(error.errors?.[0]?.message ?? error.message);

/** Reports that a module that is loaded on demand could not be loaded. */
export const reportLoadFailure = () => toast('This part of the page failed to load. Try again.');

/**
 * Copies a text to the clipboard.
 *
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied to the clipboard.');
  } catch {
    toast('The browser blocked access to the clipboard.');
  }
}
