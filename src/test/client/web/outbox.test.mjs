import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { deleteStoredDrafts, getDraft, setDraft } from '../../../main/webapp/WEB-INF/web/client/drafts.js';
import { Outbox } from '../../../main/webapp/WEB-INF/web/client/outbox.js';
import { FakeServer, message, settle } from './fakes.mjs';

let server;
let sent;
let outbox;

const open = () => new Outbox(1, { onSent: (delivered) => sent.push(delivered), onChange: () => {} });
const contents = () => server.requests.map(({ body }) => body.content);
const stored = () => JSON.parse(localStorage.getItem('messaging-outbox-1') ?? '[]');

beforeEach(() => {
  localStorage.clear();
  mock.timers.enable({ apis: ['setTimeout'] });
  server = new FakeServer();
  server.respond = ({ body }) => ({ status: 201, json: message(1, { content: body.content }) });
  sent = [];
  outbox = open();
});

afterEach(() => {
  outbox.close();
  mock.timers.reset();
});

test('messageIsSentAndRemoved', async () => {
  outbox.add(7, 'Hi', 42);
  assert.equal(stored().length, 1);
  await settle();
  assert.equal(server.requests[0].path, 'conversations/7/messages/');
  assert.equal(server.requests[0].body.reply_to, 42);
  assert.equal(sent[0].client_id, server.requests[0].body.client_id);
  assert.deepEqual(outbox.items, []);
  assert.equal(localStorage.getItem('messaging-outbox-1'), null);
});

test('messagesAreSentInOrderWithinConversation', async () => {
  outbox.add(7, 'One');
  outbox.add(7, 'Two');
  outbox.add(7, 'Three');
  await settle();
  assert.deepEqual(contents(), ['One', 'Two', 'Three']);
});

test('unreachableServerIsRetriedWithSameClientId', async () => {
  let attempts = 0;
  const { respond } = server;
  server.respond = (request) => { attempts += 1; return attempts < 3 ? null : respond(request); };
  outbox.add(7, 'Hi');
  await settle();
  assert.equal(outbox.items[0].state, 'waiting');
  mock.timers.tick(1000);
  await settle();
  mock.timers.tick(1999);
  await settle();
  assert.equal(attempts, 2, 'the second delay is two seconds');
  mock.timers.tick(1);
  await settle();
  assert.deepEqual(outbox.items, []);
  assert.equal(new Set(server.requests.map(({ body }) => body.client_id)).size, 1);
});

test('retryWaitsAsLongAsServerRequests', async () => {
  server.respond = () => ({ status: 429, headers: { 'Retry-After': '20' } });
  outbox.add(7, 'Hi');
  await settle();
  mock.timers.tick(19_999);
  await settle();
  assert.equal(server.requests.length, 1);
  mock.timers.tick(1);
  await settle();
  assert.equal(server.requests.length, 2);
});

test('refusedMessageStaysAndDoesNotBlockOthers', async () => {
  server.respond = ({ body }) => (body.content === 'Bad'
    ? { status: 400, json: { type: '/problems/invalid-input', errors: [{ field: 'content', code: 'too_long', message: 'is too long' }] } }
    : { status: 201, json: message(1) });
  outbox.add(7, 'Bad');
  outbox.add(7, 'Good');
  await settle();
  assert.equal(sent.length, 1);
  assert.deepEqual(outbox.items.map(({ content, state, error }) => [content, state, error]), [['Bad', 'failed', 'is too long']]);
  outbox.discard(outbox.items[0]);
  assert.deepEqual(stored(), []);
});

test('refusedMessageIsSentAgainOnRequest', async () => {
  server.respond = () => ({ status: 403, json: { detail: 'Not allowed.' } });
  outbox.add(7, 'Hi');
  await settle();
  server.respond = () => ({ status: 201, json: message(1) });
  outbox.retry(outbox.items[0]);
  await settle();
  assert.equal(sent.length, 1);
});

test('unsentMessagesSurviveReload', async () => {
  server.respond = () => null;
  outbox.add(7, 'Hi');
  await settle();
  outbox.close();
  outbox = open();
  assert.deepEqual(outbox.itemsOf(7).map(({ content, state }) => [content, state]), [['Hi', 'waiting']]);
});

test('closedOutboxSendsNothing', async () => {
  outbox.close();
  outbox.add(7, 'Hi');
  await settle();
  assert.deepEqual(server.requests, []);
  assert.equal(stored().length, 1);
});

test('removedConversationLosesItsUnsentMessages', async () => {
  server.respond = () => null;
  outbox.add(7, 'Hi');
  outbox.add(8, 'Hello');
  await settle();
  outbox.removeConversation(7);
  assert.deepEqual(stored().map(({ conversation }) => conversation), [8]);
});

test('draftIsStoredByUserAndConversation', () => {
  setDraft(1, 7, 'Draft');
  assert.equal(getDraft(1, 7), 'Draft');
  assert.equal(getDraft(1, 8), '');
  assert.equal(getDraft(2, 7), '');
  assert.deepEqual(JSON.parse(localStorage.getItem('messaging-drafts-1')), { 7: 'Draft' });
  setDraft(1, 7, '');
  assert.equal(localStorage.getItem('messaging-drafts-1'), null);
});

test('signOutDeletesDraftsFromDeviceButNotFromPage', () => {
  setDraft(3, 7, 'Draft');
  deleteStoredDrafts(3);
  assert.equal(localStorage.getItem('messaging-drafts-3'), null);
  assert.equal(getDraft(3, 7), 'Draft');
});
