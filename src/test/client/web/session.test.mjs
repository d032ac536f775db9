import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { api, decodeClaims, getToken, query, refreshTimeOf, session, signIn } from '../../../main/webapp/WEB-INF/web/shared/api.js';
import { fieldErrors } from '../../../main/webapp/WEB-INF/web/shared/forms.js';
import { displayName } from '../../../main/webapp/WEB-INF/web/shared/ui.js';
import { FakeServer, fakeToken } from './fakes.mjs';

let server;

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer();
});

/** Signs in with a password; the server accepts the tokens with these numbers. */
async function signInWithPassword({ accepts, refreshed = fakeToken({ jti: 2 }) }) {
  const first = fakeToken({ jti: 1 });
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) => {
    const token = init.headers.Authorization?.split(' ')[1];
    return token && !accepts.includes(decodeClaims(token).jti) ? new Response('{}', { status: 401 }) : fetch(url, init);
  };
  server.respond = ({ path }) => ({ json: { access: path.endsWith('refresh/') ? refreshed : first } });
  await signIn('ama', 'secret');
  return first;
}

test('claimsAreDecodedAsUtf8', () => {
  assert.equal(decodeClaims(fakeToken({ name: 'Áma 👋' })).name, 'Áma 👋');
});

test('tokenIsReplacedBeforeItExpires', () => {
  const seconds = (token) => (refreshTimeOf(token) - Date.now()) / 1000;
  assert.ok(Math.abs(seconds(fakeToken({ iat: 0, exp: 600 })) - 570) < 1, 'a clock that is wrong does not matter');
  assert.ok(Math.abs(seconds(fakeToken({ iat: 0, exp: 20 })) - 10) < 1, 'half the lifetime of a short token');
});

test('refusedTokenIsRefreshedOnce', async () => {
  await signInWithPassword({ accepts: [2] });
  await api('GET', 'users/me/');
  assert.equal(server.requests.filter(({ path }) => path === 'token/cookie/refresh/').length, 1);
  assert.equal(decodeClaims(await getToken()).jti, 2);
});

test('refusedRefreshedTokenEndsSession', async () => {
  await signInWithPassword({ accepts: [] });
  let ended = false;
  session.addEventListener('signed-out', () => { ended = true; }, { once: true });
  await assert.rejects(api('GET', 'users/me/'), { status: 401 });
  assert.ok(ended);
  await assert.rejects(getToken(), { message: 'You have signed out.' });
});

test('tokenOfOtherUserEndsSession', async () => {
  await signInWithPassword({ accepts: [], refreshed: fakeToken({ sub: '2' }) });
  let reason;
  session.addEventListener('signed-out', ({ detail }) => { reason = detail; }, { once: true });
  await assert.rejects(api('GET', 'users/me/'), { status: 401 });
  assert.match(reason, /Another user has signed in/);
});

test('queryOmitsMissingValues', () => {
  assert.equal(query({ a: 1, b: '', c: null, d: undefined, e: 'x y', f: 0 }), '?a=1&e=x+y&f=0');
  assert.equal(query({}), '');
});

test('fieldErrorsAreSentences', () => {
  assert.deepEqual(fieldErrors({ errors: [{ field: 'username', code: 'taken', message: 'is taken' }, { field: 'email', code: 'x', message: 'Invalid.' }] }),
    { username: 'Is taken.', email: 'Invalid.' });
  assert.deepEqual(fieldErrors(null), {});
});

test('displayNameFallsBackToUsernameAndHasNoDirectionControls', () => {
  assert.equal(displayName({ id: 1, username: 'ama', first_name: '', last_name: '' }), 'ama');
  assert.equal(displayName({ id: 1, username: 'ama', first_name: 'A\u202Ema', last_name: '' }), 'Ama');
  assert.equal(displayName(undefined), 'Unknown user');
});
