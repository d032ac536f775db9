import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisMaximum } from '../../../main/webapp/WEB-INF/web/admin/time-chart.js';
import { buildRows, keyToActivate } from '../../../main/webapp/WEB-INF/web/client/message-rows.js';
import { VirtualScroller } from '../../../main/webapp/WEB-INF/web/client/virtual-scroller.js';
import { me, message } from './fakes.mjs';

const keys = (rows) => rows.map(({ key }) => key);
const sentAt = (time) => ({ created_at: `2026-03-02T${time}:00Z` });

test('eachDayStartsWithARow', () => {
  const rows = buildRows([message(1), message(2, { created_at: '2026-03-03T10:00:00Z' })], [], null, me);
  assert.deepEqual(keys(rows), ['dm1', 'm1', 'dm2', 'm2']);
});

test('dividerIsAboveFirstUnreadMessageOfOthers', () => {
  const rows = buildRows([message(1), message(2, { sender: me.id }), message(3), message(4)], [], 1, me);
  assert.deepEqual(keys(rows), ['dm1', 'm1', 'm2', 'nm3', 'm3', 'm4']);
});

test('withoutUnreadMessagesThereIsNoDivider', () => {
  assert.equal(buildRows([message(1)], [], null, me).some(({ isDivider }) => isDivider), false);
});

test('runEndsWithOtherSenderOrPause', () => {
  const rows = buildRows([message(1, sentAt('10:00')), message(2, sentAt('10:04')), message(3, sentAt('10:09')), message(4, { ...sentAt('10:10'), sender: me.id })], [], null, me);
  assert.deepEqual(rows.filter((row) => row.message).map(({ continuesRun }) => continuesRun), [false, true, false, false]);
});

test('unsentMessagesFollow', () => {
  const item = { client_id: 'a', conversation: 7, content: 'Hi', reply_to: null, at: '2026-03-02T10:00:30Z', state: 'waiting' };
  const row = buildRows([message(1)], [item], null, me).at(-1);
  assert.equal(row.key, 'pa');
  assert.equal(row.message.pending, item);
  assert.equal(row.message.sender, me.id);
});

test('arrowKeysMoveBetweenMessages', () => {
  const rows = buildRows([message(1), message(2), message(3)], [], null, me);
  assert.equal(keyToActivate(rows, null, 'ArrowUp'), 'm3');
  assert.equal(keyToActivate(rows, 'm3', 'ArrowUp'), 'm2');
  assert.equal(keyToActivate(rows, 'm1', 'ArrowUp'), 'm1');
  assert.equal(keyToActivate(rows, 'm3', 'ArrowDown'), 'm3');
  assert.equal(keyToActivate(rows, 'm3', 'Home'), 'm1');
  assert.equal(keyToActivate(rows, 'm1', 'End'), 'm3');
  assert.equal(keyToActivate([], null, 'End'), undefined);
});

/** Returns a scroller of 1,000 rows that are 50 px high. */
function scrollerOf(count = 1000) {
  const scroller = new VirtualScroller();
  const names = Array.from({ length: count }, (_, i) => `m${i}`);
  names.forEach((key) => scroller.heights.set(key, 50));
  scroller.setKeys(names);
  return scroller;
}

const view = (scrollTop) => ({ scrollTop, clientHeight: 500, scrollHeight: 50_000 });

test('followingScrollerRendersTheEnd', () => {
  const { from, to, above, below } = scrollerOf().range(view(0));
  assert.equal(to, 1000);
  assert.equal(below, 0);
  assert.equal(above, from * 50);
  assert.ok(from >= 960 && from < 980, `from ${from}`);
});

test('scrollerRendersRowsAroundPosition', () => {
  const scroller = scrollerOf();
  scroller.isFollowing = false;
  const { from, to } = scroller.range(view(25_000));
  assert.ok(from <= 480 && from >= 470, `from ${from}`);
  assert.ok(to >= 530 && to <= 540, `to ${to}`);
});

test('rowsAddedAboveKeepHeldRowInPlace', () => {
  const scroller = scrollerOf();
  scroller.isFollowing = false;
  scroller.hold(view(25_010));
  scroller.setKeys(['new1', 'new2', ...scroller.keys]);
  assert.equal(scroller.place(view(25_010)), 25_010 + 2 * scroller.estimate);
});

test('removedHeldRowLeavesNextOneInPlace', () => {
  const scroller = scrollerOf();
  scroller.isFollowing = false;
  scroller.hold(view(25_010));
  scroller.setKeys(scroller.keys.filter((key) => key !== 'm500'));
  assert.equal(scroller.place(view(25_010)), 24_960);
});

test('axisMaximumHasIntegralHalf', () => {
  assert.deepEqual([0, 1, 3, 5, 12, 41, 99, 1000].map(axisMaximum), [2, 2, 4, 10, 20, 100, 100, 2000]);
});
