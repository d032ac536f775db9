/** Sign-in, registration and password reset. */
import { html, nothing } from 'lit-element';
import { request, signIn } from '../shared/api.js';
import { fieldErrors, formValues, textField } from '../shared/forms.js';
import { getIssuers, redirectToIssuer } from '../shared/sso.js';
import { PageElement } from '../shared/ui.js';

const PASSWORD_HINT = 'At least 8 characters.';

/** @param {any} error */
function translate(error) {
  switch (error.type) {
    case 'invalid-credentials': return new Error('The username or password is incorrect.');
    case 'too-many-attempts': return new Error(`Too many attempts. Try again in ${Math.ceil(error.retryAfter / 60)} min.`);
    default: return error;
  }
}

/**
 * Throws an error if required fields are empty.
 *
 * @param {Record<string, string>} values
 */
function requireValues(values) {
  const errors = Object.keys(values).filter((field) => !values[field])
    .map((field) => ({ field, code: 'required', message: `${field} is required` }));
  if (errors.length) {
    throw Object.assign(new Error('Fields are missing.'), { errors });
  }
}

/** Fires `signed-in`. */
class SignIn extends PageElement {
  static properties = {
    mode: {}, resetCode: {}, notice: {}, error: { state: true }, busy: { state: true }, issuers: { state: true }, sentNotice: { state: true },
    forAdmins: { type: Boolean },
  };

  constructor() {
    super();
    /** @type {'sign-in' | 'register' | 'forgot' | 'reset'} */
    this.mode = 'sign-in';
    /** @type {string | null} */
    this.resetCode = null;
    this.notice = '';
    this.forAdmins = false;
    /** @type {any} */
    this.error = null;
    this.busy = false;
    /** @type {Issuer[]} */
    this.issuers = [];
    /** @type {string | null} shown after a reset link was requested */
    this.sentNotice = null;
  }

  connectedCallback() {
    super.connectedCallback();
    getIssuers().then((issuers) => { this.issuers = issuers; }).catch(() => {});
  }

  /** @param {Map<string, any>} changed */
  updated(changed) {
    if (changed.has('mode') || changed.has('sentNotice')) {
      this.$('input, [tabindex]')?.focus();
    } else if (changed.has('error') && this.error) {
      (this.$('[aria-invalid]') ?? this.$('[role=alert]'))?.focus();
    }
  }

  render() {
    const renderMode = { 'sign-in': this.#renderSignIn, register: this.#renderRegistration, forgot: this.#renderForgot, reset: this.#renderReset };
    return html`<main class="centered"><div class="card">
      <img class="logo" src=${new URL('../icon.svg', import.meta.url)} alt="" width="48" height="48">
      ${renderMode[this.mode].call(this, fieldErrors(this.error))}
    </div></main>`;
  }

  #renderError() {
    const isGeneral = this.error && !this.error.errors?.length;
    return isGeneral ? html`<p class="notice danger" role="alert" tabindex="-1">${this.error.message}</p>` : nothing;
  }

  /**
   * @param {SignIn['mode']} mode
   * @param {string} text
   */
  #renderLink(mode, text) {
    return html`<button type="button" class="link" @click=${() => this.#switchTo(mode)}>${text}</button>`;
  }

  /** @param {SignIn['mode']} mode */
  #switchTo(mode) {
    this.error = null;
    this.sentNotice = null;
    this.mode = mode;
    if (location.hash.startsWith('#/password-reset/')) {
      history.replaceState(null, '', location.pathname);
    }
  }

  /**
   * @param {(values: Record<string, any>) => Promise<void>} submit
   * @param {any} content
   * @param {string} action
   */
  #renderForm(submit, content, action) {
    return html`<form novalidate @submit=${async (/** @type {any} */ event) => {
      event.preventDefault();
      if (this.busy) {
        return;
      }
      this.busy = true;
      this.error = null;
      try {
        await submit(formValues(event.target));
      } catch (error) {
        this.error = translate(error);
      }
      this.busy = false;
    }}>${content}<button class="primary wide" aria-disabled=${this.busy ? 'true' : 'false'}>${action}</button></form>`;
  }

  /**
   * @param {string} username
   * @param {string} password
   */
  async #signIn(username, password) {
    await signIn(username, password);
    this.dispatchEvent(new Event('signed-in', { bubbles: true }));
  }

  /** @param {Record<string, string>} errors */
  #renderSignIn(errors) {
    return html`<h1>${this.forAdmins ? 'Administration' : 'Sign in'}</h1>
      ${this.notice ? html`<p class="notice" role="status">${this.notice}</p>` : nothing}
      ${this.#renderError()}
      ${this.#renderForm(async ({ username, password }) => {
        requireValues({ username, password });
        await this.#signIn(username, password);
      }, html`
        ${textField({ label: 'Username', name: 'username', required: true, autocomplete: 'username', error: errors.username })}
        ${textField({ label: 'Password', name: 'password', type: 'password', required: true, autocomplete: 'current-password', error: errors.password })}
      `, 'Sign in')}
      ${this.issuers.map((issuer) => html`<button type="button" class="wide" @click=${() => this.#startSso(issuer)}>Sign in with ${issuer.name}</button>`)}
      ${this.forAdmins ? nothing : html`<p class="row">${this.#renderLink('register', 'Create an account')} ${this.#renderLink('forgot', 'Forgot password?')}</p>`}`;
  }

  /** @param {Issuer} issuer */
  async #startSso(issuer) {
    try {
      await redirectToIssuer(issuer);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Record<string, string>} errors */
  #renderRegistration(errors) {
    return html`<h1>Create an account</h1>${this.#renderError()}
      ${this.#renderForm(async (values) => {
        await request('POST', 'users/', values);
        await this.#signIn(values.username, values.password);
      }, html`
        ${textField({ label: 'Username', name: 'username', required: true, autocomplete: 'username', error: errors.username })}
        ${textField({ label: 'Email address', name: 'email', type: 'email', required: true, autocomplete: 'email', error: errors.email })}
        ${textField({ label: 'First name', name: 'first_name', autocomplete: 'given-name', error: errors.first_name })}
        ${textField({ label: 'Last name', name: 'last_name', autocomplete: 'family-name', error: errors.last_name })}
        ${this.#renderNewPassword('Password', errors)}
      `, 'Create account')}
      <p class="row">${this.#renderLink('sign-in', 'I already have an account')}</p>`;
  }

  /**
   * @param {string} label
   * @param {Record<string, string>} errors
   */
  #renderNewPassword(label, { password: error }) {
    return textField({ label, name: 'password', type: 'password', required: true, autocomplete: 'new-password', error, hint: PASSWORD_HINT });
  }

  /** @param {Record<string, string>} errors */
  #renderForgot(errors) {
    return html`<h1>Forgot password?</h1>${this.#renderError()}
      ${this.sentNotice ? html`<p class="notice" role="status" tabindex="-1">${this.sentNotice}</p>` : this.#renderForm(async (values) => {
        await request('POST', 'users/password-reset/', values);
        this.sentNotice = 'If an account has this email address and this server can send email, you will receive a reset link. An administrator can also create one.';
      }, textField({ label: 'Email address', name: 'email', type: 'email', required: true, autocomplete: 'email', error: errors.email }), 'Send reset link')}
      <p class="row">${this.#renderLink('sign-in', 'Back to sign-in')}</p>`;
  }

  /** @param {Record<string, string>} errors */
  #renderReset(errors) {
    return html`<h1>Set a new password</h1>${this.#renderError()}
      ${errors.code ? html`<p class="notice danger" role="alert">This link is not valid. ${errors.code}</p>` : nothing}
      ${this.#renderForm(async ({ password }) => {
        await request('POST', 'users/password-reset/confirm/', { code: this.resetCode, password });
        this.notice = 'Password changed. Sign in with your new password.';
        this.#switchTo('sign-in');
      }, this.#renderNewPassword('New password', errors), 'Set password')}
      <p class="row">${this.#renderLink('sign-in', 'Back to sign-in')}</p>`;
  }
}
customElements.define('sign-in', SignIn);
