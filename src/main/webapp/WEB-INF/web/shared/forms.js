/** Form fields and their errors. */
import { html, nothing } from 'lit-element';

/**
 * A labeled text field with its hint and its error.
 *
 * @param {{label: string, name: string, id?: string, type?: string, value?: string, error?: string, hint?: string,
 *   required?: boolean, autocomplete?: string}} options
 */
export function textField({
  label, name, id = `field-${name}`, type = 'text', value = '', error, hint, required = false, autocomplete = 'off',
}) {
  const description = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${label}${required ? nothing : html` <span class="optional">(optional)</span>`}</label>
    <input id=${id} name=${name} type=${type} .value=${value} ?required=${required}
      autocomplete=${autocomplete} autocapitalize=${type === 'text' && name === 'username' ? 'none' : nothing}
      aria-invalid=${error ? 'true' : nothing} aria-describedby=${description || nothing}>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
  </div>`;
}

/** @param {string} text */
const toSentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace('..', '.');

/**
 * Returns the messages of an error by field.
 *
 * @param {{errors?: FieldError[]} | null | undefined} error
 * @returns {Record<string, string>}
 */
export function fieldErrors(error) {
  return Object.fromEntries((error?.errors ?? []).map(({ field, message }) => [field, toSentence(message)]));
}

/**
 * Returns the values of a form by field name.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, any>}
 */
export const formValues = (form) => Object.fromEntries(new FormData(form));
