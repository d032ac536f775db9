/** Modal dialogs. */
import { html, nothing } from 'lit-element';
import { formValues, textField } from './forms.js';
import { PageElement, icon } from './ui.js';

/** The browser's own modal dialog, which keeps the focus inside and restores it when it is closed. */
export class ModalDialog extends PageElement {
  static properties = { heading: {}, content: { attribute: false } };

  static #count = 0;

  // A dialog may be opened from another one, so their titles need different ids.
  #titleId = `dialog-title-${ModalDialog.#count += 1}`;

  constructor() {
    super();
    this.heading = '';
    this.isFilledIn = false;
    /** @type {((dialog: ModalDialog) => any) | undefined} */
    this.content = undefined;
    /** @type {((result: any) => void) | undefined} */
    this.resolve = undefined;
  }

  render() {
    return html`<dialog aria-labelledby=${this.#titleId} @close=${this.#closed} @click=${this.#closeOnBackdrop}
        @input=${() => { this.isFilledIn = true; }}>
      <div class="dialog">
        <div class="head">
          <h2 id=${this.#titleId}>${this.heading}</h2>
          <button type="button" class="plain" aria-label="Close" @click=${() => this.close()}>${icon('close')}</button>
        </div>
        ${this.content?.(this) ?? nothing}
      </div>
      <div class="live-region visually-hidden" role="log" aria-live="polite" aria-label="Notifications"></div>
    </dialog>`;
  }

  firstUpdated() {
    this.previousFocus = /** @type {HTMLElement | null} */ (document.activeElement);
    this.$('dialog').showModal();
  }

  /** @param {any} [result] with which the promise of {@link openDialog} resolves */
  close(result) {
    this.result = result;
    this.$('dialog').close();
  }

  #closed() {
    this.remove();
    this.resolve?.(this.result);
    if (this.previousFocus?.isConnected) {
      this.previousFocus.focus();
    }
  }

  // A click outside must not discard what was entered.
  /** @param {Event} event */
  #closeOnBackdrop(event) {
    if (event.target === this.$('dialog') && !this.isFilledIn) {
      this.close();
    }
  }
}
customElements.define('modal-dialog', ModalDialog);

/**
 * Opens a dialog. Resolves with the result with which it was closed, or undefined.
 *
 * @param {string} heading
 * @param {(dialog: ModalDialog) => any} content renders the content
 * @returns {Promise<any>}
 */
export function openDialog(heading, content) {
  const element = /** @type {ModalDialog} */ (document.createElement('modal-dialog'));
  element.heading = heading;
  element.content = content;
  document.body.append(element);
  return new Promise((resolve) => {
    element.resolve = resolve;
  });
}

export function closeAllDialogs() {
  document.querySelectorAll('modal-dialog').forEach((element) => /** @type {ModalDialog} */ (element).close());
}

/**
 * Asks for confirmation. Resolves with an object if the user confirms, otherwise with undefined.
 *
 * @param {string} heading
 * @param {string} text
 * @param {string} action label of the button that confirms
 * @param {{withReason?: boolean}} [options] whether to ask for a reason
 * @returns {Promise<{reason: string} | undefined>}
 */
export function confirmAction(heading, text, action, { withReason = false } = {}) {
  return openDialog(heading, (dialog) => html`<form @submit=${(/** @type {any} */ event) => {
    event.preventDefault();
    dialog.close({ reason: formValues(event.target).reason ?? '' });
  }}>
    <p>${text}</p>
    ${withReason ? textField({ label: 'Reason for the audit log', name: 'reason' }) : nothing}
    <div class="foot">
      <button type="button" @click=${() => dialog.close()}>Cancel</button>
      <button class="danger">${action}</button>
    </div>
  </form>`);
}
