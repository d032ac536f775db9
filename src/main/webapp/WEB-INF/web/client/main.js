/** The web client: who is signed in, and which screen the address names. */
import { html, nothing } from 'lit-element';
import { get, isOnline, session, signOut } from '../shared/api.js';
import { Part, announce, ask, toast } from '../shared/parts.js';
import { resumeAny, signOutEverywhere } from '../shared/sso.js';
import './sign-in.js';

const ROUTE = /^#\/c\/(\d+)(?:\/m\/(\d+))?$/;
const MENTIONS = '#/mentions';
const RESET = /^#\/password-reset\/(.+)$/;

/** What stands in an address, which may be anything: of a broken link the server says that it is no good. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class MessagesApp extends Part {
  static properties = {
    state: { state: true }, notice: { state: true }, online: { state: true }, route: { state: true }, failure: { state: true },
  };

  constructor() {
    super();
    this.state = 'starting';
    this.online = true;
    this.route = {};
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.#routed());
    session.addEventListener('online', () => { this.online = true; announce('Back online.'); });
    session.addEventListener('offline', () => { this.online = false; });
    session.addEventListener('signed-out', ({ detail }) => this.#out(detail));
    this.addEventListener('signed-in', () => this.#in());
    this.addEventListener('sign-out', () => this.#signOut('You are signed out.'));
    this.addEventListener('account-deleted', () => this.#gone());
    this.#routed();
    this.#begin();
  }

  async #begin() {
    this.failure = null;
    try {
      if (!RESET.test(location.hash) && (await resumeAny((reason) => { this.notice = reason; }))) {
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
    this.#stop();
    try {
      const [me, { Store }, { Live }] = await Promise.all([
        get('users/me/'), import('./store.js'), import('./live.js'), import('./shell.js'),
      ]);
      this.store = new Store(me);
      this.live = new Live(this.store);
      this.notice = '';
      this.state = 'in';
      this.#routed();
      await this.live.start();
      this.store.flush();
    } catch (error) {
      if (this.state !== 'out') {
        this.failure = error;
      } else {
        this.notice ||= error.message;
      }
    }
  }

  #stop() {
    this.live?.stop();
    this.live = null;
    this.store?.stop();
    this.store = null;
  }

  #out(reason) {
    if (this.state === 'in') {
      this.notice = this.leaving ?? reason ?? 'Your session has ended. Sign in again.';
    }
    this.#stop();
    this.state = 'out';
    document.querySelectorAll('part-sheet').forEach((sheet) => sheet.close());
    document.title = 'Messages';
  }

  async #signOut(farewell, end = signOutEverywhere) {
    const { store } = this;
    const waiting = store?.outbox.length;
    if (waiting && !(await ask('Sign out?', waiting === 1 ? 'A message is not sent yet, and would be lost.'
      : `${waiting} messages are not sent yet, and would be lost.`, 'Sign out'))) {
      return;
    }
    this.leaving = farewell;
    try {
      await end();
      store?.clear();
      this.notice = farewell;
    } catch (error) {
      // The session is in a cookie that only the server can end.
      toast(`You are still signed in. ${error.message}`);
    }
    this.leaving = null;
  }

  #gone() {
    this.store?.clear();
    // The server may be faster in ending the session.
    return this.#signOut('Your account is deleted.', signOut);
  }

  #routed() {
    const found = ROUTE.exec(location.hash);
    this.route = found ? { conversation: Number(found[1]), message: found[2] ? Number(found[2]) : null } : { mentions: location.hash === MENTIONS };
    const reset = RESET.exec(location.hash);
    this.code = reset ? decoded(reset[1]) : null;
    this.requestUpdate();
  }

  render() {
    if (this.failure) {
      return html`<main class="entry"><div class="card"><h1>Out of reach</h1>
        <p class="notice bad" role="alert">${this.failure.message}</p>
        <button class="primary wide" @click=${() => this.#begin()}>Try again</button></div></main>`;
    }
    if (this.state === 'out') {
      return html`<sign-in .mode=${this.code ? 'reset' : 'sign-in'} .code=${this.code} .notice=${this.notice}></sign-in>`;
    }
    if (this.state === 'in') {
      return html`${this.online ? nothing : html`<p class="offline" role="status">You are offline. What you send now goes out as soon as you are back.</p>`}
        <messages-shell .store=${this.store} .live=${this.live} .route=${this.route}></messages-shell>`;
    }
    return html`<main class="entry"><h1 class="unseen">Messages</h1><p role="status">Loading …</p></main>`;
  }
}
customElements.define('messages-app', MessagesApp);
