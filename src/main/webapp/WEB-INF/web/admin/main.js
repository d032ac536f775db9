/** The admin console: who is signed in, and which screen the address names. */
import { html, nothing } from 'lit-element';
import { keyed } from 'lit-html/directives/keyed.js';
import { get, isOnline, session } from '../shared/api.js';
import { Part, icon, toast } from '../shared/parts.js';
import { resumeAny, signOutEverywhere } from '../shared/sso.js';
import '../client/sign-in.js';

const SCREENS = { '': 'Overview', users: 'Users', conversations: 'Conversations', audit: 'Audit log' };

class AdminApp extends Part {
  static properties = { state: { state: true }, me: { state: true }, notice: { state: true }, route: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.state = 'starting';
    this.route = [''];
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.#routed());
    session.addEventListener('signed-out', ({ detail }) => {
      this.notice = this.leaving ? 'You are signed out.' : this.state === 'in' ? detail ?? 'Your session has ended. Sign in again.' : '';
      this.state = 'out';
      document.querySelectorAll('part-sheet').forEach((sheet) => sheet.close());
    });
    this.addEventListener('signed-in', () => this.#in());
    this.addEventListener('refused', () => this.#in());
    this.#routed();
    this.#begin();
  }

  #routed() {
    this.route = location.hash.replace(/^#\/?/, '').split('/');
    document.title = `${SCREENS[this.route[0]] ?? 'Administration'} – Administration`;
  }

  async #begin() {
    this.failure = null;
    try {
      if (await resumeAny((reason) => { this.notice = reason; })) {
        await this.#in();
        return;
      }
    } catch (error) {
      if (!isOnline()) {
        this.failure = error;
        return;
      }
      this.notice = error.message;
    }
    this.state = 'out';
  }

  async #in() {
    try {
      [this.me] = await Promise.all([get('users/me/'), import('./screens.js')]);
      this.state = this.me.is_admin ? 'in' : 'stranger';
    } catch (error) {
      if (this.state !== 'out') {
        this.failure = error;
      } else {
        this.notice ||= error.message;
      }
    }
  }

  async #leave() {
    this.leaving = true;
    try {
      await signOutEverywhere();
    } catch (error) {
      // The session is in a cookie that only the server can end.
      toast(`You are still signed in. ${error.message}`);
    }
    this.leaving = false;
  }

  render() {
    if (this.failure) {
      return html`<main class="entry"><div class="card"><h1>Out of reach</h1><p class="notice bad" role="alert">${this.failure.message}</p>
        <button class="primary wide" @click=${() => this.#begin()}>Try again</button></div></main>`;
    }
    if (this.state === 'out') {
      return html`<sign-in .notice=${this.notice} .forAdmins=${true}></sign-in>`;
    }
    if (this.state === 'stranger') {
      return html`<main class="entry"><div class="card"><h1>For administrators</h1>
        <p class="notice">You are signed in as ${this.me.username}, who is no administrator of this site.</p>
        <p class="row"><a class="button" href="/">To your messages</a><button @click=${() => this.#leave()}>Sign out</button></p></div></main>`;
    }
    if (this.state !== 'in') {
      return html`<main class="entry"><h1 class="unseen">Administration</h1><p role="status">Loading …</p></main>`;
    }
    const [screen, id] = this.route;
    return html`<div class="console">
      <header class="bar"><h1>Administration</h1>
        <a class="button plain" href="/">Messages</a><button class="plain" @click=${() => this.#leave()}>Sign out</button></header>
      <nav aria-label="Administration"><ul class="tabs">${Object.entries(SCREENS).map(([path, name]) => html`<li><a href="#/${path}"
        aria-current=${screen === path ? 'page' : nothing}>${name}</a></li>`)}</ul></nav>
      <main class="screen">${this.#screen(screen, id)}</main>
    </div>`;
  }

  #screen(screen, id) {
    switch (screen) {
      case '': return html`<admin-overview></admin-overview>`;
      case 'users': return html`<admin-users .me=${this.me}></admin-users>`;
      case 'conversations': return id ? keyed(id, html`<admin-messages .conversationId=${Number(id)}></admin-messages>`) : html`<admin-conversations></admin-conversations>`;
      case 'audit': return html`<admin-audit></admin-audit>`;
      default: return html`<h2>Nothing here</h2><p><a href="#/">To the overview</a> ${icon('back')}</p>`;
    }
  }
}
customElements.define('admin-app', AdminApp);
