/** The web client: the session, and the screen that the URL names. */
import { html, nothing } from 'lit-element';
import { get, isOnline, session, signOut } from '../shared/api.js';
import { closeAllDialogs, confirmAction } from '../shared/dialog.js';
import { restoreSession, signOutEverywhere } from '../shared/sso.js';
import { PageElement, announce, toast } from '../shared/ui.js';
import './sign-in.js';

const CONVERSATION_ROUTE = /^#\/c\/(\d+)(?:\/m\/(\d+))?$/;
const MENTIONS_ROUTE = '#/mentions';
const RESET_ROUTE = /^#\/password-reset\/(.+)$/;
const RESTART_MS = 5000;

/**
 * Decodes a part of a URL. If it is malformed, the server reports that the link is not valid.
 *
 * @param {string} text
 */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class MessagesApp extends PageElement {
  static properties = {
    state: { state: true }, notice: { state: true }, online: { state: true }, route: { state: true }, failure: { state: true },
  };

  constructor() {
    super();
    /** @type {'starting' | 'signed-out' | 'signed-in'} */
    this.state = 'starting';
    this.notice = '';
    this.online = true;
    /** @type {Route} */
    this.route = {};
    /** @type {string | null} of a link that resets a password */
    this.resetCode = null;
    /** @type {Error | null} */
    this.failure = null;
    /** @type {import('./store.js').Store | null} */
    this.store = null;
    /** @type {import('./live-connection.js').LiveConnection | null} */
    this.live = null;
    /** @type {string | null} shown after the sign-out in progress */
    this.signOutNotice = null;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.#handleRoute());
    window.addEventListener('online', () => this.#restart());
    session.addEventListener('online', () => { this.online = true; announce('Back online.'); });
    session.addEventListener('offline', () => { this.online = false; });
    session.addEventListener('signed-out', (/** @type {any} */ { detail }) => this.#handleSignedOut(detail));
    this.addEventListener('signed-in', () => this.#openClient());
    this.addEventListener('sign-out', () => this.#signOut('You have signed out.'));
    this.addEventListener('account-deleted', () => this.#handleAccountDeleted());
    this.#handleRoute();
    this.#start();
  }

  async #start() {
    clearTimeout(this.restartTimer);
    try {
      if (!RESET_ROUTE.test(location.hash) && (await restoreSession((reason) => { this.notice = reason; }))) {
        this.failure = null;
        await this.#openClient();
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

  async #openClient() {
    this.#closeClient();
    try {
      const [me, { Store }, { LiveConnection }] = await Promise.all([
        get('users/me/'), import('./store.js'), import('./live-connection.js'), import('./shell.js'),
      ]);
      this.store = new Store(me);
      this.live = new LiveConnection(this.store);
      this.notice = '';
      this.state = 'signed-in';
      this.#handleRoute();
      await this.live.start();
      this.store.outbox.flush();
    } catch (error) {
      if (this.state !== 'signed-out') {
        this.#fail(error);
      } else {
        this.notice ||= error.message;
      }
    }
  }

  #closeClient() {
    this.live?.close();
    this.live = null;
    this.store?.outbox.close();
    this.store = null;
  }

  /** @param {string} [reason] */
  #handleSignedOut(reason) {
    if (this.state === 'signed-in') {
      this.notice = this.signOutNotice ?? reason ?? 'Your session has ended. Sign in again.';
    }
    this.#closeClient();
    this.state = 'signed-out';
    closeAllDialogs();
    document.title = 'Messages';
  }

  /**
   * @param {string} notice to show afterwards
   * @param {() => Promise<void>} endSession
   */
  async #signOut(notice, endSession = signOutEverywhere) {
    const { store } = this;
    const unsent = store?.outbox.items.length;
    if (unsent && !(await confirmAction('Sign out?', unsent === 1 ? 'One message has not been sent and will be lost.'
      : `${unsent} messages have not been sent and will be lost.`, 'Sign out'))) {
      return;
    }
    this.signOutNotice = notice;
    try {
      await endSession();
      store?.deleteStoredData();
      this.notice = notice;
    } catch (error) {
      // Only the server can end the session, because its cookie is not accessible to scripts.
      toast(`You are still signed in. ${error.message}`);
    }
    this.signOutNotice = null;
  }

  #handleAccountDeleted() {
    this.store?.deleteStoredData();
    // The server may have ended the session already.
    return this.#signOut('Your account has been deleted.', signOut);
  }

  #handleRoute() {
    const match = CONVERSATION_ROUTE.exec(location.hash);
    this.route = match ? { conversation: Number(match[1]), message: match[2] ? Number(match[2]) : null }
      : { mentions: location.hash === MENTIONS_ROUTE };
    const reset = RESET_ROUTE.exec(location.hash);
    this.resetCode = reset ? decode(reset[1]) : null;
    this.requestUpdate();
  }

  render() {
    const { state, failure, resetCode } = this;
    if (failure) {
      return html`<main class="centered"><div class="card"><h1>Cannot connect</h1>
        <p class="notice danger" role="alert">${failure.message}</p>
        <button class="primary wide" @click=${this.#start}>Retry</button></div></main>`;
    }
    if (state === 'signed-out') {
      return html`<sign-in .mode=${resetCode ? 'reset' : 'sign-in'} .resetCode=${resetCode} .notice=${this.notice}></sign-in>`;
    }
    if (state === 'signed-in') {
      return html`${this.online ? nothing : html`<p class="offline" role="status">You are offline. Your messages will be sent when you are back online.</p>`}
        <messages-shell .store=${this.store} .live=${this.live} .route=${this.route}></messages-shell>`;
    }
    return html`<main class="centered"><h1 class="visually-hidden">Messages</h1><p role="status">Loading…</p></main>`;
  }
}
customElements.define('messages-app', MessagesApp);
