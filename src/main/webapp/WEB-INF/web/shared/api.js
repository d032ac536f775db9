/**
 * The REST API as the pages use it. The access token lives in this module's memory only; the refresh token is in a cookie
 * that no script reads (or, after single sign-on, with the issuer).
 */
const API = '/api/v1/';
const REMEMBERED = 'messaging-signed-in';
const TRADING = 'messaging-trading';
const EARLY_SECONDS = 30;

/** Fires `signed-out` when the session is over, and `online` and `offline` as the server is reached or is not. */
export const session = new EventTarget();

let access = null;
let account = null;
let expires = 0;
let renewing = null;
let online = true;
let fresh = null;

// The browser knows at once that it has no network; that it is back, an answer tells.
window.addEventListener('offline', () => reached(false));

/** An error that the server explained (RFC 9457). Branch on its type or the codes of its errors, never on texts. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body?.detail || `The server answered ${status}.`);
    this.status = status;
    this.type = body?.type?.split('/').at(-1) ?? '';
    this.errors = body?.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** The server was not reached. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached.');
  }
}

/** A random identifier; crypto.randomUUID is missing on pages without TLS. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const isOnline = () => online;

/** Whether whoever is signed in is so by single sign-on: such an account has no password here. */
export const isSso = () => fresh !== null;

function reached(now) {
  if (now !== online) {
    online = now;
    session.dispatchEvent(new Event(now ? 'online' : 'offline'));
  }
}

async function call(method, path, body, headers = {}, more = {}) {
  const init = { method, headers: { Accept: 'application/json', ...headers }, cache: 'no-store', ...more };
  if (body !== undefined) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path.startsWith('http') || path.startsWith('/') ? path : API + path, init);
  } catch {
    reached(false);
    throw new Unreachable();
  }
  if ([502, 504].includes(response.status)) {
    reached(false);
    throw new Unreachable();
  }
  reached(true);
  const type = response.headers.get('Content-Type') ?? '';
  const content = type.includes('json') ? await response.json().catch(() => null) : null;
  if (!response.ok) {
    throw new Problem(response.status, content, Number(response.headers.get('Retry-After')) || 0);
  }
  return content;
}

/** What a token says; whether it is true, only the server knows. */
export function claimsOf(token) {
  const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0))));
}

/** Until when a token that came just now is used, in milliseconds of this device. */
export function goodUntil(token) {
  const { exp, iat } = claimsOf(token);
  // By how long it lives and not by its time of day: this device's clock may be wrong.
  const life = exp - (iat ?? Date.now() / 1000);
  return Date.now() + (life - Math.min(EARLY_SECONDS, life / 2)) * 1000;
}

const accountOf = (token) => {
  const { iss, sub } = claimsOf(token);
  return JSON.stringify([iss, sub]);
};

function keep(token) {
  access = token;
  account = accountOf(token);
  expires = goodUntil(token);
  session.dispatchEvent(new Event('token'));
}

// The cookie is the whole browser's: in another tab somebody else may have signed in meanwhile. What is on this page is not
// theirs, and nothing on it may be done in their name.
function goOn(token) {
  if (account !== null && account !== accountOf(token)) {
    const reason = 'Somebody else has signed in in this browser. Sign in again.';
    leave(reason);
    throw new Problem(401, { detail: reason });
  }
  keep(token);
}

function leave(reason) {
  access = null;
  account = null;
  fresh = null;
  session.dispatchEvent(new CustomEvent('signed-out', { detail: reason }));
}

function over() {
  const was = access !== null || isRemembered();
  localStorage.removeItem(REMEMBERED);
  localStorage.removeItem(TRADING);
  if (was) {
    leave();
  }
}

const isRemembered = () => localStorage.getItem(REMEMBERED) === 'yes';

// Two tabs that trade the same cookie would look like a thief and its owner: one at a time.
const alone = (work) => (navigator.locks ? navigator.locks.request('messaging-refresh', work) : work());

async function trade() {
  // With the answer lost, the same call may be made again: the key says that it is the same. It outlives the page, which
  // may be reloaded or closed before the answer is here.
  const key = localStorage.getItem(TRADING) ?? uuid();
  localStorage.setItem(TRADING, key);
  try {
    // Once asked, it is answered even if the page goes away meanwhile: then the cookie is the newest one all the same.
    const answer = await call('POST', 'token/cookie/refresh/', undefined, { 'Idempotency-Key': key }, { keepalive: true });
    localStorage.removeItem(TRADING);
    return answer.access;
  } catch (error) {
    if (!(error instanceof Unreachable) && error.status !== 503) {
      localStorage.removeItem(TRADING);
    }
    throw error;
  }
}

/** Gets a new access token, once for all who ask at the same time. */
export function renew() {
  renewing ??= alone(fresh ?? trade)
    .catch((error) => {
      if (error.status === 401 || error.status === 403) {
        over();
      }
      throw error;
    })
    .then(goOn)
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/** A token that is good for a while yet. */
export async function token() {
  if (account === null) {
    throw new Problem(401, { detail: 'You are signed out.' });
  }
  if (!access || Date.now() > expires) {
    await renew();
  }
  return access;
}

/** Calls the API as whoever is signed in. */
export async function api(method, path, body, headers = {}) {
  const used = await token();
  const whose = account;
  try {
    return await call(method, path, body, { ...headers, Authorization: `Bearer ${used}` });
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    if (access === used) {
      await renew();
    }
    if (account !== whose) {
      throw error;
    }
    return call(method, path, body, { ...headers, Authorization: `Bearer ${access}` }).catch((again) => {
      if (again.status === 401) {
        over();
      }
      throw again;
    });
  }
}

export const get = (path) => api('GET', path);

/** Calls what needs no token. */
export const open = call;

/** Query parameters, leaving out what is not given. */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/** Signs in with a password. */
export async function signIn(username, password) {
  const answer = await call('POST', 'token/cookie/', { username, password });
  fresh = null;
  localStorage.setItem(REMEMBERED, 'yes');
  keep(answer.access);
}

/** Takes a token that an issuer of single sign-on gave, and how to get the next one. */
export function signInWith(token, next) {
  fresh = next;
  keep(token);
}

/** Goes on with the session of an earlier visit, if there is one. */
export async function resume() {
  if (!isRemembered()) {
    return false;
  }
  try {
    await renew();
    return true;
  } catch (error) {
    if (error.status === 401 || error.status === 403) {
      return false;
    }
    throw error;
  }
}

/** Signs out here. */
export async function signOut() {
  if (!fresh) {
    await alone(() => call('POST', 'token/cookie/logout/')).catch((error) => {
      // Whose session has ended already has nothing to end.
      if (error.status !== 401) {
        throw error;
      }
    });
  }
  over();
}
