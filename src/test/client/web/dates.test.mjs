import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { dayBounds, dayKey, formatBrief, formatDay, formatTime } from '../../../main/webapp/WEB-INF/web/shared/dates.js';

/** Runs a test at a fixed time. The time zone is Europe/Berlin (see WebModulesTest). */
const at = (now, work) => {
  mock.timers.enable({ apis: ['Date'], now: new Date(now) });
  try {
    work();
  } finally {
    mock.timers.reset();
  }
};

test('todayAndYesterdayAreNamed', () => at('2026-03-02T00:30:00+01:00', () => {
  assert.equal(formatDay('2026-03-02T00:10:00+01:00'), 'Today');
  assert.equal(formatDay('2026-03-01T23:50:00+01:00'), 'Yesterday');
  assert.doesNotMatch(formatDay('2026-02-28T12:00:00+01:00'), /day,? 2026|Yesterday|Today/);
}));

test('onlyDaysOfOtherYearsShowTheYear', () => at('2026-03-02T12:00:00+01:00', () => {
  assert.match(formatDay('2025-12-31T12:00:00+01:00'), /2025/);
  assert.doesNotMatch(formatDay('2026-01-01T12:00:00+01:00'), /2026/);
}));

test('briefTimeIsTimeTodayAndDateBefore', () => at('2026-03-02T12:00:00+01:00', () => {
  assert.equal(formatBrief('2026-03-02T08:05:00+01:00'), formatTime('2026-03-02T08:05:00+01:00'));
  assert.match(formatBrief('2026-02-27T08:05:00+01:00'), /Feb/);
}));

test('dayWithChangeOfClocksHas23Or25Hours', () => {
  const hours = (day) => (({ start, end }) => (end - start) / 3_600_000)(dayBounds(day));
  assert.equal(hours('2026-03-29T12:00:00+02:00'), 23);
  assert.equal(hours('2026-10-25T12:00:00+01:00'), 25);
  assert.equal(hours('2026-06-01T12:00:00+02:00'), 24);
});

test('daysAreThoseOfTheReadersTimeZone', () => {
  assert.equal(dayKey('2026-03-02T22:59:00Z'), dayKey('2026-03-02T12:00:00Z'));
  assert.notEqual(dayKey('2026-03-02T23:01:00Z'), dayKey('2026-03-02T12:00:00Z'));
});
