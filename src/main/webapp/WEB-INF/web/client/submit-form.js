/** A form that shows the errors of its request. */
import { html, nothing } from 'lit-element';
import { fieldErrors, formValues } from '../shared/forms.js';
import { PageElement } from '../shared/ui.js';

class SubmitForm extends PageElement {
  static properties = {
    content: { attribute: false }, submit: { attribute: false }, action: {}, isDangerous: { type: Boolean }, error: { state: true }, busy: { state: true },
  };

  constructor() {
    super();
    /** @type {(errors: Record<string, string>) => any} renders the fields with their errors */
    this.content = () => nothing;
    /** @type {(values: Record<string, any>) => Promise<any>} */
    this.submit = async () => {};
    this.action = '';
    this.isDangerous = false;
    /** @type {any} */
    this.error = null;
    this.busy = false;
  }

  render() {
    return html`<form novalidate @submit=${this.#handleSubmit}>
      ${this.error && !this.error.errors?.length ? html`<p class="notice danger" role="alert" tabindex="-1">${this.error.message}</p>` : nothing}
      ${this.content(fieldErrors(this.error))}
      <div class="foot"><button class=${this.isDangerous ? 'danger' : 'primary'} aria-disabled=${this.busy ? 'true' : 'false'}>${this.action}</button></div></form>`;
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('error') && this.error) {
      (this.$('[aria-invalid]') ?? this.$('[role=alert]'))?.focus();
    }
  }

  /** @param {any} event */
  async #handleSubmit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.error = null;
    try {
      await this.submit(formValues(event.target));
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}
customElements.define('submit-form', SubmitForm);
