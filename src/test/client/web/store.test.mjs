import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ChangeApplier } from '../../../main/webapp/WEB-INF/web/client/change-applier.js';
import { MessageWindow, mergeMessages } from '../../../main/webapp/WEB-INF/web/client/message-window.js';
import { Store, withMessage } from '../../../main/webapp/WEB-INF/web/client/store.js';
import { FakeServer, conversation, kofi, me, message, settle } from './fakes.mjs';

let server;
let store;

const seqs = ({ messages }) => messages.map(({ seq }) => seq);
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const page = (results, next = null) => ({ json: { count: results.length, next, results } });
const created = (version, seq) => ({ type: 'message.created', version, message: message(seq, { version }) });
const changes = (from, to, events) => ({ type: 'changes', conversation: 7, from, to, events });

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer();
  store = new Store(me);
});

afterEach(() => store.outbox.close());

/** Returns a window with the messages from 1 on. */
async function loadedWindow(count = 3) {
  server.respond = () => page(range(1, count).reverse());
  const messageWindow = store.windowOf(7);
  await messageWindow.load();
  return messageWindow;
}

test('mergeKeepsNewerVersionOfMessage', () => {
  const known = [message(1, { version: 5 }), message(2)];
  assert.deepEqual(mergeMessages(known, [message(1, { version: 4 }), message(2, { version: 6 }), message(3)]).map(({ version }) => version), [5, 6, 3]);
});

test('mergeAddsEarlierPageInFront', () => {
  assert.deepEqual(mergeMessages(range(4, 5), range(1, 3)).map(({ seq }) => seq), [1, 2, 3, 4, 5]);
});

test('shortFirstPageIsTheWholeConversation', async () => {
  const messageWindow = await loadedWindow();
  assert.deepEqual(seqs(messageWindow), [1, 2, 3]);
  assert.ok(messageWindow.atStart && messageWindow.atEnd);
});

test('deletionDuringReadWinsOverPage', async () => {
  const messageWindow = store.windowOf(7);
  server.respond = () => { messageWindow.remove(2); return page(range(1, 3)); };
  await messageWindow.load();
  assert.deepEqual(seqs(messageWindow), [1, 3]);
});

test('editDuringReadWinsOverPage', async () => {
  const messageWindow = await loadedWindow();
  server.respond = () => { messageWindow.put(message(2, { version: 9, content: 'Edited' })); return page(range(1, 3)); };
  await messageWindow.reload();
  assert.equal(messageWindow.messages[1].content, 'Edited');
});

test('olderMessagesAreLoadedInFront', async () => {
  const messageWindow = store.windowOf(7);
  server.respond = ({ path }) => page(path.includes('before=') ? range(1, 100) : range(101, 150));
  await messageWindow.load();
  assert.equal(messageWindow.atStart, false);
  await messageWindow.loadOlder();
  assert.deepEqual(seqs(messageWindow), Array.from({ length: 150 }, (_, i) => i + 1));
  assert.match(server.requests.at(-1).path, /before=101/);
});

test('messageOutsideWindowIsNotAdded', async () => {
  const messageWindow = store.windowOf(7);
  server.respond = ({ path }) => page(path.includes('around') ? range(201, 250) : path.includes('before') ? range(101, 200) : range(251, 350));
  await messageWindow.load('id:300');
  assert.equal(messageWindow.atEnd, false);
  messageWindow.put(message(999));
  messageWindow.put(message(5));
  assert.deepEqual([seqs(messageWindow)[0], seqs(messageWindow).at(-1)], [101, 350]);
});

test('startIsLoadedFromFirstMessage', async () => {
  const messageWindow = store.windowOf(7);
  server.respond = () => page(range(1, 50));
  await messageWindow.loadStart();
  assert.deepEqual([seqs(messageWindow)[0], messageWindow.atStart, messageWindow.atEnd], [1, true, false]);
  assert.match(server.requests[0].path, /ordering=seq/);
});

test('failedLoadKeepsError', async () => {
  const messageWindow = new MessageWindow(7);
  server.respond = () => null;
  await messageWindow.load();
  assert.equal(messageWindow.failed.message, 'Cannot reach the server.');
  assert.equal(messageWindow.loaded, false);
});

test('newMessageOfOtherUserIncreasesUnreadCount', () => {
  const next = withMessage(conversation(), message(2), true, me.id);
  assert.deepEqual([next.unread_count, next.last_seq, next.last_message.seq, next.version], [1, 2, 2, 1]);
});

test('ownEditedAndKnownMessagesDoNotIncreaseUnreadCount', () => {
  assert.equal(withMessage(conversation(), message(2, { sender: me.id }), true, me.id).unread_count, 0);
  assert.equal(withMessage(conversation(), message(2), false, me.id).unread_count, 0);
  assert.equal(withMessage(conversation({ last_seq: 2 }), message(2), true, me.id).unread_count, 0);
  assert.equal(withMessage(conversation({ read_seq: 5 }), message(2), true, me.id).unread_count, 0);
});

test('editOfLastMessageChangesPreview', () => {
  assert.equal(withMessage(conversation(), message(1, { content: 'Edited' }), false, me.id).last_message.content, 'Edited');
});

test('mutedConversationsAreNotCounted', () => {
  store.put(conversation({ unread_count: 2 }));
  store.put(conversation({ id: 8, unread_count: 3, muted: true }));
  assert.equal(store.countUnread(), 2);
});

test('pinnedConversationsComeFirst', () => {
  store.put(conversation({ id: 7, updated_at: '2026-03-02T10:00:00Z' }));
  store.put(conversation({ id: 8, updated_at: '2026-03-02T11:00:00Z' }));
  store.put(conversation({ id: 9, updated_at: '2026-03-01T10:00:00Z', pinned: true }));
  assert.deepEqual(store.sorted().map(({ id }) => id), [9, 8, 7]);
});

test('conversationWithoutTitleShowsOtherNames', () => {
  assert.equal(store.titleOf(conversation()), 'Kofi Asare');
  assert.equal(store.titleOf(conversation({ title: 'Lunch' })), 'Lunch');
  assert.equal(store.titleOf(conversation({ participant_details: [me] })), 'Only you');
});

test('changesThatFollowAreApplied', () => {
  const applier = new ChangeApplier(store);
  store.put(conversation());
  applier.apply(changes(1, 3, [created(2, 2), created(3, 3)]));
  const { version, last_seq: lastSeq, unread_count: unread } = store.conversations.get(7);
  assert.deepEqual([version, lastSeq, unread], [3, 3, 2]);
  assert.deepEqual(server.requests, []);
});

test('knownChangesAreIgnored', () => {
  const applier = new ChangeApplier(store);
  store.put(conversation({ version: 3, last_seq: 3 }));
  applier.apply(changes(1, 3, [created(2, 2), created(3, 3)]));
  assert.equal(store.conversations.get(7).unread_count, 0);
});

test('gapReadsConversationAgain', async () => {
  const applier = new ChangeApplier(store);
  store.put(conversation());
  server.respond = () => ({ json: conversation({ version: 6, last_seq: 6, unread_count: 5 }) });
  applier.apply(changes(5, 6, [created(6, 6)]));
  await settle();
  assert.deepEqual(server.requests.map(({ path }) => path), ['conversations/7/']);
  assert.equal(store.conversations.get(7).unread_count, 5);
});

test('failedReadRequestsRefresh', async () => {
  const applier = new ChangeApplier(store);
  store.put(conversation());
  server.respond = () => null;
  applier.apply({ type: 'gap', conversation: 7 });
  await settle();
  assert.equal(applier.needsRefresh, true);
});

test('deletionOfUnreadMessageDecreasesUnreadCount', () => {
  const applier = new ChangeApplier(store);
  store.put(conversation({ version: 3, last_seq: 3, unread_count: 2, last_message: message(3) }));
  applier.apply(changes(3, 4, [{ type: 'message.deleted', version: 4, message: { id: 102, seq: 2, sender: kofi.id } }]));
  assert.equal(store.conversations.get(7).unread_count, 1);
});

test('removedUserLosesConversation', () => {
  const applier = new ChangeApplier(store);
  store.put(conversation());
  applier.apply(changes(1, 2, [{ type: 'participant.removed', version: 2, participant: { user: me.id } }]));
  assert.equal(store.conversations.has(7), false);
});

test('senderWhoHadReadEverythingHasReadTheirMessage', async () => {
  const messageWindow = await loadedWindow(1);
  const applier = new ChangeApplier(store);
  store.put(conversation());
  messageWindow.receipts.set(kofi.id, { user: kofi.id, first_seq: 1, seq: 1 });
  applier.apply(changes(1, 2, [created(2, 2)]));
  assert.equal(messageWindow.receipts.get(kofi.id).seq, 2);
  messageWindow.receipts.set(kofi.id, { user: kofi.id, first_seq: 1, seq: 1 });
  applier.apply(changes(2, 3, [created(3, 3)]));
  assert.equal(messageWindow.receipts.get(kofi.id).seq, 1);
});

test('refreshKeepsConversationThatArrivedMeanwhile', async () => {
  store.put(conversation({ id: 8 }));
  server.respond = () => { store.put(conversation({ id: 8, version: 2 })); return page([conversation()]); };
  await store.refresh();
  assert.deepEqual([...store.conversations.keys()].sort(), [7, 8]);
});

test('refreshDropsConversationThatWasRemovedMeanwhile', async () => {
  store.put(conversation());
  server.respond = () => { store.remove(7); return page([conversation()]); };
  await store.refresh();
  assert.equal(store.conversations.has(7), false);
});

test('refreshReadsAllPages', async () => {
  server.respond = ({ path }) => (path.includes('page2') ? page([conversation({ id: 8 })]) : page([conversation()], 'http://localhost/page2'));
  await store.refresh();
  assert.deepEqual([...store.conversations.keys()], [7, 8]);
});
