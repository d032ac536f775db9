/** Dates and times in the reader's time zone and language. */

/** @param {Intl.DateTimeFormatOptions} options */
const formatter = (options) => new Intl.DateTimeFormat(undefined, options);
const TIME = formatter({ hour: '2-digit', minute: '2-digit' });
const DAY = formatter({ weekday: 'long', day: 'numeric', month: 'long' });
const DAY_WITH_YEAR = formatter({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DAY = formatter({ day: 'numeric', month: 'short' });
const DATE_TIME = formatter({ dateStyle: 'medium', timeStyle: 'short' });

/** @typedef {string | number | Date} Time */

/** @param {Time} at */
export const formatTime = (at) => TIME.format(new Date(at));

/** @param {Time} at */
export const formatDateTime = (at) => DATE_TIME.format(new Date(at));

/**
 * Returns a key that is the same for all times of one day.
 *
 * @param {Time} at
 */
export const dayKey = (at) => new Date(at).toDateString();

/**
 * Returns the start and the end of the day around a time, in milliseconds. Not every day has 24 hours.
 *
 * @param {Time} at
 */
export function dayBounds(at) {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  return { start: new Date(year, month, day).getTime(), end: new Date(year, month, day + 1).getTime() };
}

/**
 * Returns "Today", "Yesterday", or the date.
 *
 * @param {Time} at
 */
export function formatDay(at) {
  const date = new Date(at);
  const today = new Date();
  if (dayKey(date) === dayKey(today)) {
    return 'Today';
  }
  if (dayKey(date) === dayKey(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1))) {
    return 'Yesterday';
  }
  return (date.getFullYear() === today.getFullYear() ? DAY : DAY_WITH_YEAR).format(date);
}

/**
 * Returns the time if it is today, otherwise the date.
 *
 * @param {Time} at
 */
export function formatBrief(at) {
  return dayKey(at) === dayKey(new Date()) ? formatTime(at) : SHORT_DAY.format(new Date(at));
}
