/** The admin console: the session, and the screen that the URL names. */
import { html, nothing } from 'lit-element';
import { keyed } from 'lit-html/directives/keyed.js';
import { get, isOnline, session } from '../shared/api.js';
import { closeAllDialogs } from '../shared/dialog.js';
import { restoreSession, signOutEverywhere } from '../shared/sso.js';
import { PageElement, toast } from '../shared/ui.js';
import '../client/sign-in.js';

/** @type {Record<string, string>} */
const SCREENS = { '': 'Overview', users: 'Users', conversations: 'Conversations', audit: 'Audit log' };
const RESTART_MS = 5000;

const loadScreens = () => Promise.all([import('./overview.js'), import('./users.js'), import('./conversations.js'), import('./audit-log.js')]);

class AdminApp extends PageElement {
  static properties = { state: { state: true }, me: { state: true }, notice: { state: true }, route: { state: true }, failure: { state: true } };

  constructor() {
    super();
    /** @type {'starting' | 'signed-out' | 'not-admin' | 'signed-in'} */
    this.state = 'starting';
    /** @type {string[]} the parts of the URL's fragment */
    this.route = [''];
    this.notice = '';
    /** @type {User | null} */
    this.me = null;
    /** @type {Error | null} */
    this.failure = null;
    this.isSigningOut = false;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.#handleRoute());
    window.addEventListener('online', () => this.#restart());
    session.addEventListener('signed-out', (/** @type {any} */ { detail }) => this.#handleSignedOut(detail));
    this.addEventListener('signed-in', () => this.#openConsole());
    this.addEventListener('refused', () => this.#openConsole());
    this.#handleRoute();
    this.#start();
  }

  #handleRoute() {
    this.route = location.hash.replace(/^#\/?/, '').split('/');
    document.title = `${SCREENS[this.route[0]] ?? 'Administration'} – Administration`;
  }

  /** @param {string} [reason] */
  #handleSignedOut(reason) {
    this.notice = this.isSigningOut ? 'You have signed out.'
      : this.state === 'signed-in' ? reason ?? 'Your session has ended. Sign in again.' : '';
    this.state = 'signed-out';
    closeAllDialogs();
  }

  async #start() {
    clearTimeout(this.restartTimer);
    try {
      if (await restoreSession((reason) => { this.notice = reason; })) {
        this.failure = null;
        await this.#openConsole();
        return;
      }
    } catch (error) {
      if (!isOnline()) {
        this.#fail(error);
        return;
      }
      this.notice = error.message;
    }
    this.failure = null;
    this.state = 'signed-out';
  }

  /** @param {Error} error */
  #fail(error) {
    this.failure = error;
    this.restartTimer = setTimeout(() => this.#restart(), RESTART_MS);
  }

  #restart() {
    if (this.failure) {
      this.#start();
    }
  }

  async #openConsole() {
    try {
      [this.me] = await Promise.all([get('users/me/'), loadScreens()]);
      this.state = this.me?.is_admin ? 'signed-in' : 'not-admin';
    } catch (error) {
      if (this.state !== 'signed-out') {
        this.#fail(error);
      } else {
        this.notice ||= error.message;
      }
    }
  }

  async #signOut() {
    this.isSigningOut = true;
    try {
      await signOutEverywhere();
    } catch (error) {
      // Only the server can end the session, because its cookie is not accessible to scripts.
      toast(`You are still signed in. ${error.message}`);
    }
    this.isSigningOut = false;
  }

  render() {
    const { state, failure } = this;
    if (failure) {
      return html`<main class="centered"><div class="card"><h1>Cannot connect</h1><p class="notice danger" role="alert">${failure.message}</p>
        <button class="primary wide" @click=${this.#start}>Retry</button></div></main>`;
    }
    if (state === 'signed-out') {
      return html`<sign-in .notice=${this.notice} .forAdmins=${true}></sign-in>`;
    }
    if (state === 'not-admin') {
      return html`<main class="centered"><div class="card"><h1>Administrators only</h1>
        <p class="notice">You are signed in as ${this.me?.username}, who is not an administrator of this site.</p>
        <p class="row"><a class="button" href="/">Go to your messages</a><button @click=${this.#signOut}>Sign out</button></p></div></main>`;
    }
    if (state !== 'signed-in') {
      return html`<main class="centered"><h1 class="visually-hidden">Administration</h1><p role="status">Loading…</p></main>`;
    }
    const [screen, id] = this.route;
    return html`<div class="console">
      <header class="bar"><h1>Administration</h1>
        <a class="button plain" href="/">Messages</a><button class="plain" @click=${this.#signOut}>Sign out</button></header>
      <nav aria-label="Administration"><ul class="tabs">${Object.entries(SCREENS).map(([path, name]) => html`<li><a href="#/${path}"
        aria-current=${screen === path ? 'page' : nothing}>${name}</a></li>`)}</ul></nav>
      <main class="screen">${this.#renderScreen(screen, id)}</main>
    </div>`;
  }

  /**
   * @param {string} screen
   * @param {string} [id]
   */
  #renderScreen(screen, id) {
    switch (screen) {
      case '': return html`<admin-overview></admin-overview>`;
      case 'users': return html`<admin-users .me=${this.me}></admin-users>`;
      case 'conversations': return id ? keyed(id, html`<admin-messages .conversationId=${Number(id)}></admin-messages>`) : html`<admin-conversations></admin-conversations>`;
      case 'audit': return html`<admin-audit-log></admin-audit-log>`;
      default: return html`<h2>Page not found</h2><p><a href="#/">Go to the overview</a></p>`;
    }
  }
}
customElements.define('admin-app', AdminApp);
