/** HTTP requests to the API, and whether the server can be reached. */
const API = '/api/v1/';

/** Fires `signed-out` when the session ends, `token` for each new access token, and `online` and `offline`. */
export const session = new EventTarget();

let online = true;

// The browser reports a missing network at once. Only a response shows that the server can be reached again.
window.addEventListener('offline', () => setOnline(false));

/** An error that the server explained (RFC 9457). Callers branch on its type or the codes of its errors, never on texts. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {any} body
   * @param {number} [retryAfter] in seconds
   */
  constructor(status, body, retryAfter) {
    super(body?.detail || `The server responded with status ${status}.`);
    this.status = status;
    /** @type {string} the last part of the problem's URI */
    this.type = body?.type?.split('/').at(-1) ?? '';
    /** @type {FieldError[]} */
    this.errors = body?.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** The server could not be reached. */
export class Unreachable extends Error {
  constructor() {
    super('Cannot reach the server.');
  }
}

export const isOnline = () => online;

/** @param {boolean} isReachable */
function setOnline(isReachable) {
  if (isReachable !== online) {
    online = isReachable;
    session.dispatchEvent(new Event(isReachable ? 'online' : 'offline'));
  }
}

/** Returns a random identifier; crypto.randomUUID does not exist on pages without TLS. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Returns the query string for parameters, without those that have no value.
 *
 * @param {Record<string, any>} parameters
 */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

/**
 * Sends a request without an access token.
 *
 * @param {string} method
 * @param {string} path relative to the API's root, or an absolute URL
 * @param {any} [body] sent as JSON
 * @param {Record<string, string>} [headers]
 * @param {RequestInit} [options]
 * @returns {Promise<any>} the JSON of the response
 */
export async function request(method, path, body, headers = {}, options = {}) {
  /** @type {RequestInit} */
  const init = { method, headers: { Accept: 'application/json', ...headers }, cache: 'no-store', ...options };
  if (body !== undefined) {
    init.headers = { ...init.headers, 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path.startsWith('http') || path.startsWith('/') ? path : API + path, init);
  } catch {
    setOnline(false);
    throw new Unreachable();
  }
  if ([502, 504].includes(response.status)) {
    setOnline(false);
    throw new Unreachable();
  }
  setOnline(true);
  const type = response.headers.get('Content-Type') ?? '';
  const content = type.includes('json') ? await response.json().catch(() => null) : null;
  if (!response.ok) {
    throw new Problem(response.status, content, Number(response.headers.get('Retry-After')) || 0);
  }
  return content;
}
