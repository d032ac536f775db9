/** Signing in by single sign-on: OpenID Connect's authorization code flow with PKCE, as a public client. */
import { Unreachable, claimsOf, goodUntil, isSso, open, resume, session, signInWith, signOut, uuid } from './api.js';

const PENDING = 'messaging-sso-pending';
const USED = 'messaging-sso-used';
const NOT_DONE = 'The single sign-on did not work. Try again.';
// What issuers say that cannot sign somebody in without asking (OpenID Connect Core, 3.1.2.6).
const ASKS_SOMEBODY = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

// Where the user signed in, with the ID token that the issuer wants to see when they sign out.
let current = null;

/** The issuers that this server offers. */
export async function issuers() {
  return (await open('GET', 'token/sso/')).issuers;
}

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const here = () => location.origin + location.pathname;

/** Sends the browser to an issuer. With `silent` nobody is asked: it works if the issuer knows the person already. */
export async function begin(issuer, silent = false) {
  if (!crypto.subtle) {
    throw new Error('Single sign-on needs a secure connection: open this page with https.');
  }
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const pending = { issuer: issuer.issuer, verifier, state: uuid(), nonce: uuid(), silent, hash: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const address = new URL(issuer.authorization_endpoint);
  Object.entries({
    response_type: 'code', client_id: issuer.client_id, redirect_uri: here(), scope: issuer.scope, state: pending.state,
    nonce: pending.nonce, code_challenge: challenge, code_challenge_method: 'S256', ...(silent ? { prompt: 'none' } : {}),
  }).forEach(([name, value]) => address.searchParams.set(name, value));
  location.assign(address);
}

async function trade(issuer, body) {
  let answer;
  try {
    answer = await fetch(issuer.token_endpoint, {
      method: 'POST', credentials: 'omit', body: new URLSearchParams({ client_id: issuer.client_id, ...body }),
    });
  } catch {
    const error = new Error(`${issuer.name} cannot be reached. Try again.`);
    // As if the server itself could not be reached: what waits to be sent waits on.
    error.status = 503;
    throw error;
  }
  const tokens = await answer.json().catch(() => ({}));
  if (!answer.ok || !tokens.access_token) {
    const error = new Error(tokens.error_description || NOT_DONE);
    error.status = answer.status >= 500 || [408, 429].includes(answer.status) ? answer.status : 401;
    throw error;
  }
  return tokens;
}

// What is no token, or says too little.
function read(reader, token) {
  try {
    return reader(token);
  } catch {
    throw new Error(NOT_DONE);
  }
}

// Tokens that were made for another sign-in, or for another client, are nobody's here (OpenID Connect Core, 3.1.3.7,
// points 3 and 11). The signature is not looked at: the token comes from the issuer itself, and the server checks the one
// that it is given.
function checkIdToken(issuer, pending, { id_token: idToken }) {
  if (!idToken && !issuer.scope.split(' ').includes('openid')) {
    return;
  }
  const { nonce, aud } = idToken ? read(claimsOf, idToken) : {};
  if (nonce !== pending.nonce || ![aud].flat().includes(issuer.client_id)) {
    throw new Error(NOT_DONE);
  }
}

function use(issuer, tokens) {
  let refresh = tokens.refresh_token;
  const good = read(goodUntil, tokens.access_token);
  current = { issuer, idToken: tokens.id_token };
  signInWith(tokens.access_token, refresh ? async () => {
    const next = await trade(issuer, { grant_type: 'refresh_token', refresh_token: refresh });
    refresh = next.refresh_token ?? refresh;
    current.idToken = next.id_token ?? current.idToken;
    return next.access_token;
  } : async () => {
    // A token that is good for a while yet, and that the server refuses all the same: the issuer's next one would be
    // refused as well, and the browser go to and fro without an end.
    if (Date.now() < good) {
      const error = new Error(NOT_DONE);
      error.status = 401;
      throw error;
    }
    // Nobody leaves the page for a network that is not there.
    await issuers();
    await begin(issuer, true);
    return new Promise(() => {});
  });
}

/** Takes what the issuer put into the address, which from then on is that of before the sign-in. */
function answered(refused) {
  const answer = new URLSearchParams(location.search);
  if (!['state', 'code', 'error'].some((name) => answer.has(name))) {
    return null;
  }
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', location.pathname + (pending?.hash ?? location.hash));
  // Whatever else such an address says comes from anybody, and is shown to nobody.
  if (!pending || pending.state !== answer.get('state') || (answer.has('iss') && answer.get('iss') !== pending.issuer)) {
    refused('This sign-in was not begun here, or is over already. Try again.');
    return null;
  }
  return { answer, pending };
}

async function resumeSso(refused) {
  const found = answered(refused);
  if (found) {
    const { answer, pending } = found;
    if (answer.has('error')) {
      forgetSso();
      if (pending.silent && ASKS_SOMEBODY.includes(answer.get('error'))) {
        return false;
      }
      throw new Error(answer.get('error_description') || 'The single sign-on was not completed.');
    }
    const issuer = (await issuers()).find((known) => known.issuer === pending.issuer);
    if (!issuer) {
      throw new Error(NOT_DONE);
    }
    const tokens = await trade(issuer, {
      grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: here(), code_verifier: pending.verifier,
    });
    checkIdToken(issuer, pending, tokens);
    use(issuer, tokens);
    sessionStorage.setItem(USED, issuer.issuer);
    return true;
  }
  const used = sessionStorage.getItem(USED);
  const issuer = used ? (await issuers()).find((known) => known.issuer === used) : null;
  if (issuer) {
    await begin(issuer, true);
    return new Promise(() => {});
  }
  return false;
}

/**
 * Goes on where a visit left off: with the answer of an issuer, silently with the issuer of an earlier visit in this tab, or
 * with the session of an earlier visit. Tells why single sign-on did not work; resolves with whether somebody is signed in.
 */
export async function resumeAny(refused) {
  try {
    if (await resumeSso(refused)) {
      return true;
    }
  } catch (error) {
    if (error instanceof Unreachable) {
      throw error;
    }
    refused(error.message);
  }
  return resume();
}

const forgetSso = () => sessionStorage.removeItem(USED);

/**
 * Signs out here and, after single sign-on, at the issuer: its own session would let the next person at this device in
 * without a password. The issuer sends the browser back to this page (OpenID Connect RP-Initiated Logout 1.0).
 */
export async function signOutEverywhere() {
  const { issuer, idToken } = (isSso() && current) || {};
  await signOut();
  if (issuer?.end_session_endpoint) {
    const address = new URL(issuer.end_session_endpoint);
    Object.entries({ client_id: issuer.client_id, post_logout_redirect_uri: here(), ...(idToken ? { id_token_hint: idToken } : {}) })
      .forEach(([name, value]) => address.searchParams.set(name, value));
    location.assign(address);
  }
}

// Whoever was signed out shall not be in again by a reload.
session.addEventListener('signed-out', forgetSso);
