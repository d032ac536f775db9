/**
 * The session and the authenticated calls of the API. The access token is in this module's memory only. The refresh token is
 * in a cookie that scripts cannot read or, after single sign-on, at the issuer.
 */
import { Problem, Unreachable, randomId, request, session } from './http.js';

export { Problem, Unreachable, isOnline, query, randomId, request, session } from './http.js';

const SIGNED_IN_KEY = 'messaging-signed-in';
const REFRESH_KEY = 'messaging-trading';
const REFRESH_LOCK = 'messaging-refresh';
const EARLY_REFRESH_SECONDS = 30;

/** @type {string | null} */
let accessToken = null;
/** @type {string | null} issuer and subject of the access token */
let account = null;
let refreshAt = 0;
/** @type {Promise<void> | null} */
let refreshing = null;
/** @type {(() => Promise<string>) | null} gets the next token of a single sign-on session */
let refreshAtIssuer = null;

/** Returns whether the user signed in by single sign-on. Such an account has no password here. */
export const isSsoSession = () => refreshAtIssuer !== null;

/**
 * Returns the claims of a token, without checking its signature.
 *
 * @param {string} token
 */
export function decodeClaims(token) {
  const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0))));
}

/**
 * Returns when to replace a token that was received just now, in milliseconds of this device's clock. It is derived from the
 * token's lifetime, not its expiry time, because the clock of this device may be wrong.
 *
 * @param {string} token
 */
export function refreshTimeOf(token) {
  const { exp, iat } = decodeClaims(token);
  const lifetime = exp - (iat ?? Date.now() / 1000);
  return Date.now() + (lifetime - Math.min(EARLY_REFRESH_SECONDS, lifetime / 2)) * 1000;
}

/** @param {string} token */
const accountOf = (token) => {
  const { iss, sub } = decodeClaims(token);
  return JSON.stringify([iss, sub]);
};

/** @param {string} token */
function storeToken(token) {
  accessToken = token;
  account = accountOf(token);
  refreshAt = refreshTimeOf(token);
  session.dispatchEvent(new Event('token'));
}

// All tabs of the browser share the cookie, so another user may have signed in in another tab. That user's token must not be
// used on this page.
/** @param {string} token */
function storeRefreshedToken(token) {
  if (account !== null && account !== accountOf(token)) {
    const reason = 'Another user has signed in in this browser. Sign in again.';
    clearSession(reason);
    throw new Problem(401, { detail: reason });
  }
  storeToken(token);
}

/** @param {string} [reason] */
function clearSession(reason) {
  accessToken = null;
  account = null;
  refreshAtIssuer = null;
  session.dispatchEvent(new CustomEvent('signed-out', { detail: reason }));
}

function endSession() {
  const wasSignedIn = accessToken !== null || hasStoredSession();
  localStorage.removeItem(SIGNED_IN_KEY);
  localStorage.removeItem(REFRESH_KEY);
  if (wasSignedIn) {
    clearSession();
  }
}

const hasStoredSession = () => localStorage.getItem(SIGNED_IN_KEY) === 'yes';

// Two tabs that use the same refresh cookie at once look like a stolen token, so only one tab refreshes at a time.
/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
const withRefreshLock = (work) => /** @type {Promise<any>} */ (navigator.locks ? navigator.locks.request(REFRESH_LOCK, work) : work());

async function refreshByCookie() {
  // If the response is lost, the same request may be repeated with the same key. The key is stored because the page may be
  // reloaded or closed before the response arrives.
  const key = localStorage.getItem(REFRESH_KEY) ?? randomId();
  localStorage.setItem(REFRESH_KEY, key);
  try {
    // `keepalive` stores the new cookie even if the page is closed meanwhile.
    const response = await request('POST', 'token/cookie/refresh/', undefined, { 'Idempotency-Key': key }, { keepalive: true });
    localStorage.removeItem(REFRESH_KEY);
    return response.access;
  } catch (error) {
    if (!(error instanceof Unreachable) && error.status !== 503) {
      localStorage.removeItem(REFRESH_KEY);
    }
    throw error;
  }
}

/** Gets a new access token. Concurrent callers share one refresh. */
export function refreshToken() {
  refreshing ??= withRefreshLock(refreshAtIssuer ?? refreshByCookie)
    .catch((error) => {
      if (error.status === 401 || error.status === 403) {
        endSession();
      }
      throw error;
    })
    .then(storeRefreshedToken)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/**
 * Returns an access token that is not about to expire.
 *
 * @returns {Promise<string>}
 */
export async function getToken() {
  if (account === null) {
    throw new Problem(401, { detail: 'You have signed out.' });
  }
  if (!accessToken || Date.now() > refreshAt) {
    await refreshToken();
  }
  return /** @type {string} */ (accessToken);
}

/**
 * Calls the API as the signed-in user.
 *
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
export async function api(method, path, body, headers = {}) {
  const token = await getToken();
  const caller = account;
  try {
    return await request(method, path, body, { ...headers, Authorization: `Bearer ${token}` });
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    if (accessToken === token) {
      await refreshToken();
    }
    if (account !== caller) {
      throw error;
    }
    return request(method, path, body, { ...headers, Authorization: `Bearer ${accessToken}` }).catch((refusal) => {
      if (refusal.status === 401) {
        endSession();
      }
      throw refusal;
    });
  }
}

/** @param {string} path */
export const get = (path) => api('GET', path);

/**
 * Reads all pages of a list.
 *
 * @param {string} path of the first page
 * @returns {Promise<any[]>}
 */
export async function getAll(path) {
  const results = [];
  for (let page = await get(path); ; page = await get(page.next)) {
    results.push(...page.results);
    if (!page.next) {
      return results;
    }
  }
}

/**
 * Signs in with a password.
 *
 * @param {string} username
 * @param {string} password
 */
export async function signIn(username, password) {
  const response = await request('POST', 'token/cookie/', { username, password });
  refreshAtIssuer = null;
  localStorage.setItem(SIGNED_IN_KEY, 'yes');
  storeToken(response.access);
}

/**
 * Starts a session with a token from a single sign-on issuer.
 *
 * @param {string} token
 * @param {() => Promise<string>} refresh gets the next token from the issuer
 */
export function startSsoSession(token, refresh) {
  refreshAtIssuer = refresh;
  storeToken(token);
}

/** Resumes the session of an earlier visit. Returns whether there is one. */
export async function resumeSession() {
  if (!hasStoredSession()) {
    return false;
  }
  try {
    await refreshToken();
    return true;
  } catch (error) {
    if (error.status === 401 || error.status === 403) {
      return false;
    }
    throw error;
  }
}

/** Signs out of this server. */
export async function signOut() {
  if (!refreshAtIssuer) {
    await withRefreshLock(() => request('POST', 'token/cookie/logout/')).catch((error) => {
      // 401: the session has already ended.
      if (error.status !== 401) {
        throw error;
      }
    });
  }
  endSession();
}
