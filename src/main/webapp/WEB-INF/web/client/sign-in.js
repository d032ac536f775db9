/** Signing in, registering, and setting a new password. */
import { html, nothing } from 'lit-element';
import { open, signIn } from '../shared/api.js';
import { Part, faults, field, values } from '../shared/parts.js';
import { begin, issuers } from '../shared/sso.js';

class SignIn extends Part {
  static properties = {
    mode: {}, code: {}, notice: {}, error: { state: true }, busy: { state: true }, offers: { state: true }, done: { state: true },
    forAdmins: { type: Boolean },
  };

  constructor() {
    super();
    this.mode = 'sign-in';
    this.offers = [];
  }

  connectedCallback() {
    super.connectedCallback();
    issuers().then((offers) => { this.offers = offers; }).catch(() => {});
  }

  updated(changed) {
    if (changed.has('mode') || changed.has('done')) {
      this.$('input, [tabindex]')?.focus();
    } else if (changed.has('error') && this.error) {
      (this.$('[aria-invalid]') ?? this.$('[role=alert]'))?.focus();
    }
  }

  render() {
    const body = { 'sign-in': this.#signIn, register: this.#register, forgotten: this.#forgotten, reset: this.#reset }[this.mode];
    return html`<main class="entry"><div class="card">
      <img class="logo" src=${new URL('../icon.svg', import.meta.url)} alt="" width="48" height="48">
      ${body.call(this)}
    </div></main>`;
  }

  #problem() {
    const general = this.error && !this.error.errors?.length;
    return general ? html`<p class="notice bad" role="alert" tabindex="-1">${this.error.message}</p>` : nothing;
  }

  #link(mode, text) {
    return html`<button type="button" class="link" @click=${() => this.#go(mode)}>${text}</button>`;
  }

  #go(mode) {
    this.error = null;
    this.done = null;
    this.mode = mode;
    if (location.hash.startsWith('#/password-reset/')) {
      history.replaceState(null, '', location.pathname);
    }
  }

  #form(work, content, action) {
    return html`<form novalidate @submit=${async (event) => {
      event.preventDefault();
      if (this.busy) {
        return;
      }
      this.busy = true;
      this.error = null;
      try {
        await work(values(event.target));
      } catch (error) {
        this.error = error.type === 'invalid-credentials' ? new Error('The username or password is incorrect.')
          : error.type === 'too-many-attempts' ? new Error(`Too many attempts. Try again in ${Math.ceil(error.retryAfter / 60)} min.`) : error;
      }
      this.busy = false;
    }}>${content}<button class="primary wide" aria-disabled=${this.busy ? 'true' : 'false'}>${action}</button></form>`;
  }

  #signIn() {
    return html`<h1>${this.forAdmins ? 'Administration' : 'Sign in'}</h1>
      ${this.notice ? html`<p class="notice" role="status">${this.notice}</p>` : nothing}
      ${this.#problem()}
      ${this.#form(async ({ username, password }) => {
        await signIn(username, password);
        this.dispatchEvent(new Event('signed-in', { bubbles: true }));
      }, html`
        ${field({ label: 'Username', name: 'username', required: true, autocomplete: 'username' })}
        ${field({ label: 'Password', name: 'password', type: 'password', required: true, autocomplete: 'current-password' })}
      `, 'Sign in')}
      ${this.offers.map((offer) => html`<button type="button" class="wide" @click=${() => this.#begin(offer)}>Sign in with ${offer.name}</button>`)}
      ${this.forAdmins ? nothing : html`<p class="row">${this.#link('register', 'Make an account')} ${this.#link('forgotten', 'Forgotten password')}</p>`}`;
  }

  async #begin(offer) {
    try {
      await begin(offer);
    } catch (error) {
      this.error = error;
    }
  }

  #register() {
    const bad = faults(this.error);
    return html`<h1>Make an account</h1>${this.#problem()}
      ${this.#form(async (entered) => {
        await open('POST', 'users/', entered);
        await signIn(entered.username, entered.password);
        this.dispatchEvent(new Event('signed-in', { bubbles: true }));
      }, html`
        ${field({ label: 'Username', name: 'username', required: true, autocomplete: 'username', error: bad.username })}
        ${field({ label: 'Email address', name: 'email', type: 'email', required: true, autocomplete: 'email', error: bad.email })}
        ${field({ label: 'First name', name: 'first_name', autocomplete: 'given-name', error: bad.first_name })}
        ${field({ label: 'Last name', name: 'last_name', autocomplete: 'family-name', error: bad.last_name })}
        ${field({ label: 'Password', name: 'password', type: 'password', required: true, autocomplete: 'new-password',
          error: bad.password, hint: 'At least 8 characters.' })}
      `, 'Make the account')}
      <p class="row">${this.#link('sign-in', 'I have an account')}</p>`;
  }

  #forgotten() {
    const bad = faults(this.error);
    return html`<h1>Forgotten password</h1>${this.#problem()}
      ${this.done ? html`<p class="notice" role="status" tabindex="-1">${this.done}</p>` : this.#form(async (entered) => {
        await open('POST', 'users/password-reset/', entered);
        this.done = 'If there is an account with this address, and this server sends mail, a link is on its way. An administrator can make one too.';
      }, field({ label: 'Email address', name: 'email', type: 'email', required: true, autocomplete: 'email', error: bad.email }), 'Send me a link')}
      <p class="row">${this.#link('sign-in', 'Back to sign-in')}</p>`;
  }

  #reset() {
    const bad = faults(this.error);
    return html`<h1>New password</h1>${this.#problem()}
      ${bad.code ? html`<p class="notice bad" role="alert">This link is no longer good. ${bad.code}</p>` : nothing}
      ${this.#form(async ({ password }) => {
        await open('POST', 'users/password-reset/confirm/', { code: this.code, password });
        this.notice = 'The password is changed. Sign in with the new one.';
        this.#go('sign-in');
      }, field({ label: 'New password', name: 'password', type: 'password', required: true, autocomplete: 'new-password',
        error: bad.password, hint: 'At least 8 characters.' }), 'Set the password')}
      <p class="row">${this.#link('sign-in', 'Back to sign-in')}</p>`;
  }
}
customElements.define('sign-in', SignIn);
