/** Single sign-on: OpenID Connect's authorization code flow with PKCE, as a public client. */
import {
  Unreachable, decodeClaims, isSsoSession, randomId, refreshTimeOf, request, resumeSession, session, signOut, startSsoSession,
} from './api.js';

const PENDING_KEY = 'messaging-sso-pending';
const ISSUER_KEY = 'messaging-sso-used';
const FAILED = 'Single sign-on failed. Try again.';
// Errors of issuers that cannot sign in a user without a prompt (OpenID Connect Core, 3.1.2.6).
const PROMPT_REQUIRED = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

/** @type {{issuer: Issuer, idToken?: string} | null} the issuer of this session, and the ID token that sign-out needs there */
let current = null;

/**
 * Returns the issuers that this server offers.
 *
 * @returns {Promise<Issuer[]>}
 */
export async function getIssuers() {
  return (await request('GET', 'token/sso/')).issuers;
}

/** @param {ArrayBuffer | Uint8Array} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const redirectUri = () => location.origin + location.pathname;

/**
 * @param {string} message
 * @param {number} status
 */
const failure = (message, status) => Object.assign(new Error(message), { status });

/**
 * Sends the browser to an issuer.
 *
 * @param {Issuer} issuer
 * @param {boolean} [silent] succeeds only if the issuer can sign in the user without a prompt
 */
export async function redirectToIssuer(issuer, silent = false) {
  if (!crypto.subtle) {
    throw new Error('Single sign-on requires HTTPS. Open this page with https://.');
  }
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const pending = { issuer: issuer.issuer, verifier, state: randomId(), nonce: randomId(), silent, hash: location.hash };
  sessionStorage.setItem(PENDING_KEY, JSON.stringify(pending));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const url = new URL(issuer.authorization_endpoint);
  Object.entries({
    response_type: 'code', client_id: issuer.client_id, redirect_uri: redirectUri(), scope: issuer.scope, state: pending.state,
    nonce: pending.nonce, code_challenge: challenge, code_challenge_method: 'S256', ...(silent ? { prompt: 'none' } : {}),
  }).forEach(([name, value]) => url.searchParams.set(name, value));
  location.assign(url);
}

/**
 * @param {Issuer} issuer
 * @param {Record<string, string>} parameters
 */
async function requestTokens(issuer, parameters) {
  let response;
  try {
    response = await fetch(issuer.token_endpoint, {
      method: 'POST', credentials: 'omit', body: new URLSearchParams({ client_id: issuer.client_id, ...parameters }),
    });
  } catch {
    // Handled like an unreachable server: unsent messages stay in the outbox.
    throw failure(`Cannot reach ${issuer.name}. Try again.`, 503);
  }
  const tokens = await response.json().catch(() => ({}));
  if (!response.ok || !tokens.access_token) {
    const isTemporary = response.status >= 500 || [408, 429].includes(response.status);
    throw failure(tokens.error_description || FAILED, isTemporary ? response.status : 401);
  }
  return tokens;
}

/**
 * @template T
 * @param {(token: string) => T} parser
 * @param {string} token
 */
function parseToken(parser, token) {
  try {
    return parser(token);
  } catch {
    throw new Error(FAILED);
  }
}

// Refuses tokens of another sign-in or another client (OpenID Connect Core, 3.1.3.7, points 3 and 11). The signature is not
// checked: the token comes directly from the issuer, and the server checks the access token.
/**
 * @param {Issuer} issuer
 * @param {{nonce: string}} pending
 * @param {{id_token?: string}} tokens
 */
function checkIdToken(issuer, pending, { id_token: idToken }) {
  if (!idToken && !issuer.scope.split(' ').includes('openid')) {
    return;
  }
  const { nonce, aud } = idToken ? parseToken(decodeClaims, idToken) : {};
  if (nonce !== pending.nonce || ![aud].flat().includes(issuer.client_id)) {
    throw new Error(FAILED);
  }
}

/**
 * @param {Issuer} issuer
 * @param {{access_token: string, refresh_token?: string, id_token?: string}} tokens
 */
function startSession(issuer, tokens) {
  const state = { issuer, idToken: tokens.id_token };
  let refresh = tokens.refresh_token;
  const refreshTime = parseToken(refreshTimeOf, tokens.access_token);
  current = state;
  startSsoSession(tokens.access_token, refresh ? async () => {
    const next = await requestTokens(issuer, { grant_type: 'refresh_token', refresh_token: /** @type {string} */ (refresh) });
    refresh = next.refresh_token ?? refresh;
    state.idToken = next.id_token ?? state.idToken;
    return next.access_token;
  } : async () => {
    // The server refuses a token that has not expired. It would refuse the issuer's next token as well, and the browser would
    // be redirected in an endless loop.
    if (Date.now() < refreshTime) {
      throw failure(FAILED, 401);
    }
    // Without a network this fails before the page is left.
    await getIssuers();
    await redirectToIssuer(issuer, true);
    return new Promise(() => {});
  });
}

/**
 * Takes the issuer's response out of the URL and restores the URL from before the sign-in.
 *
 * @param {(reason: string) => void} onFailure
 */
function takeResponse(onFailure) {
  const response = new URLSearchParams(location.search);
  if (!['state', 'code', 'error'].some((name) => response.has(name))) {
    return null;
  }
  const pending = JSON.parse(sessionStorage.getItem(PENDING_KEY) ?? 'null');
  sessionStorage.removeItem(PENDING_KEY);
  history.replaceState(null, '', location.pathname + (pending?.hash ?? location.hash));
  // Anyone can create such a URL, so nothing else in it is displayed.
  if (!pending || pending.state !== response.get('state') || (response.has('iss') && response.get('iss') !== pending.issuer)) {
    onFailure('This sign-in was not started in this tab, or has expired. Try again.');
    return null;
  }
  return { response, pending };
}

/** @param {(reason: string) => void} onFailure */
async function resumeSso(onFailure) {
  const taken = takeResponse(onFailure);
  if (taken) {
    const { response, pending } = taken;
    if (response.has('error')) {
      forgetIssuer();
      if (pending.silent && PROMPT_REQUIRED.includes(response.get('error') ?? '')) {
        return false;
      }
      throw new Error(response.get('error_description') || 'Single sign-on was not completed.');
    }
    const issuer = (await getIssuers()).find((known) => known.issuer === pending.issuer);
    if (!issuer) {
      throw new Error(FAILED);
    }
    const tokens = await requestTokens(issuer, {
      grant_type: 'authorization_code', code: response.get('code') ?? '', redirect_uri: redirectUri(), code_verifier: pending.verifier,
    });
    checkIdToken(issuer, pending, tokens);
    startSession(issuer, tokens);
    sessionStorage.setItem(ISSUER_KEY, issuer.issuer);
    return true;
  }
  const used = sessionStorage.getItem(ISSUER_KEY);
  const issuer = used ? (await getIssuers()).find((known) => known.issuer === used) : null;
  if (issuer) {
    await redirectToIssuer(issuer, true);
    return new Promise(() => {});
  }
  return false;
}

/**
 * Restores a session: from the response of an issuer, silently at the issuer that this tab used before, or from an earlier
 * visit.
 *
 * @param {(reason: string) => void} onFailure gets the reason if single sign-on failed
 * @returns {Promise<boolean>} whether the user is signed in
 */
export async function restoreSession(onFailure) {
  try {
    if (await resumeSso(onFailure)) {
      return true;
    }
  } catch (error) {
    if (error instanceof Unreachable) {
      throw error;
    }
    onFailure(error.message);
  }
  return resumeSession();
}

const forgetIssuer = () => sessionStorage.removeItem(ISSUER_KEY);

/**
 * Signs out here and, after single sign-on, at the issuer. Otherwise the issuer's session would let the next user of this
 * device in without a password. The issuer redirects back to this page (OpenID Connect RP-Initiated Logout 1.0).
 */
export async function signOutEverywhere() {
  const sso = isSsoSession() ? current : null;
  await signOut();
  if (sso?.issuer.end_session_endpoint) {
    const url = new URL(sso.issuer.end_session_endpoint);
    Object.entries({
      client_id: sso.issuer.client_id, post_logout_redirect_uri: redirectUri(), ...(sso.idToken ? { id_token_hint: sso.idToken } : {}),
    }).forEach(([name, value]) => url.searchParams.set(name, value));
    location.assign(url);
  }
}

// After the session ends, a reload must not sign in again silently.
session.addEventListener('signed-out', forgetIssuer);
