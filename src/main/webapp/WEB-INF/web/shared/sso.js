/** Signing in by single sign-on: OpenID Connect's authorization code flow with PKCE, as a public client. */
import { open, signInWith, uuid } from './api.js';

const PENDING = 'messaging-sso-pending';
const USED = 'messaging-sso-used';

/** The issuers that this server offers. */
export async function issuers() {
  return (await open('GET', 'token/sso/')).issuers;
}

const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const here = () => location.origin + location.pathname;

/** Sends the browser to an issuer. With `silent` nobody is asked: it works if the issuer knows the person already. */
export async function begin(issuer, silent = false) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const pending = { issuer: issuer.issuer, verifier, state: uuid(), hash: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const address = new URL(issuer.authorization_endpoint);
  Object.entries({
    response_type: 'code', client_id: issuer.client_id, redirect_uri: here(), scope: issuer.scope,
    state: pending.state, code_challenge: challenge, code_challenge_method: 'S256', ...(silent ? { prompt: 'none' } : {}),
  }).forEach(([name, value]) => address.searchParams.set(name, value));
  location.assign(address);
}

async function trade(issuer, body) {
  const answer = await fetch(issuer.token_endpoint, {
    method: 'POST', credentials: 'omit', body: new URLSearchParams({ client_id: issuer.client_id, ...body }),
  });
  const tokens = await answer.json().catch(() => ({}));
  if (!answer.ok || !tokens.access_token) {
    const error = new Error(tokens.error_description || 'The single sign-on did not work. Try again.');
    error.status = answer.status >= 500 ? answer.status : 401;
    throw error;
  }
  return tokens;
}

function use(issuer, tokens) {
  let refresh = tokens.refresh_token;
  signInWith(tokens.access_token, refresh ? async () => {
    const next = await trade(issuer, { grant_type: 'refresh_token', refresh_token: refresh });
    refresh = next.refresh_token ?? refresh;
    return next.access_token;
  } : async () => {
    await begin(issuer, true);
    return new Promise(() => {});
  });
}

/**
 * Goes on where a sign-in left off: with the code that the issuer gave, or silently with the issuer of an earlier visit in
 * this tab. Resolves with true once signed in; throws what the issuer said instead.
 */
export async function resumeSso() {
  const answer = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  if (answer.has('state')) {
    sessionStorage.removeItem(PENDING);
    history.replaceState(null, '', location.pathname + (pending?.hash ?? ''));
    if (!pending || pending.state !== answer.get('state')) {
      return false;
    }
    if (answer.has('error')) {
      sessionStorage.removeItem(USED);
      if (answer.get('error') === 'login_required') {
        return false;
      }
      throw new Error(answer.get('error_description') || 'The single sign-on was not completed.');
    }
    const issuer = (await issuers()).find((known) => known.issuer === pending.issuer);
    use(issuer, await trade(issuer, {
      grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: here(), code_verifier: pending.verifier,
    }));
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

export const forgetSso = () => sessionStorage.removeItem(USED);
