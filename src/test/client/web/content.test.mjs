import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsUser, renderContent } from '../../../main/webapp/WEB-INF/web/shared/content.js';
import { htmlOf } from './fakes.mjs';

const hrefs = (content) => [...htmlOf(renderContent(content)).matchAll(/<a href=(\S+)/g)].map((match) => match[1]);
const marks = (content, mentions, userId) => [...htmlOf(renderContent(content, mentions, userId)).matchAll(/<mark class=(\w*)>(.*?)<\/mark>/g)]
  .map((match) => [match[1], match[2]]);
const mention = (offset, length, changes = {}) => ({ kind: 'user', user: 1, offset, length, ...changes });

test('httpUrlsBecomeLinks', () => {
  assert.deepEqual(hrefs('See https://example.com/a?b=c#d and http://localhost:8000/.'), ['https://example.com/a?b=c#d', 'http://localhost:8000/']);
});

test('punctuationAfterUrlIsNotPartOfLink', () => {
  assert.deepEqual(hrefs('(https://example.com/a), https://example.com/b! “https://example.com/c” https://example.com/d。'),
    ['https://example.com/a', 'https://example.com/b', 'https://example.com/c', 'https://example.com/d']);
});

test('otherSchemesAndMarkupAreText', () => {
  for (const content of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com/', '<script>alert(1)</script>']) {
    assert.deepEqual(renderContent(content), [content]);
  }
});

test('directionControlsEndLinks', () => {
  assert.deepEqual(hrefs('https://example.com/\u202Egnp.exe'), ['https://example.com/']);
});

test('hostWithForeignLettersIsShownInAscii', () => {
  assert.match(htmlOf(renderContent('https://аррӏе.com/')), /<small>\(xn--80ak6aa92e\.com\)<\/small>/);
  assert.doesNotMatch(htmlOf(renderContent('https://apple.com/')), /<small>/);
});

test('mentionsAreMarked', () => {
  assert.deepEqual(marks('Hi @ama and @kofi', [mention(12, 5, { user: 2 }), mention(3, 4)], 1), [['me', '@ama'], ['', '@kofi']]);
});

test('offsetsOfMentionsCountCodePoints', () => {
  assert.deepEqual(marks('👋🏽 @ama', [mention(3, 4)], 1), [['me', '@ama']]);
});

test('mentionWithinLinkIsNotMarked', () => {
  const html = htmlOf(renderContent('https://example.com/@ama @ama', [mention(20, 4), mention(25, 4)], 1));
  assert.equal(html.match(/<mark/g).length, 1);
  assert.match(html, /<a href=https:\/\/example.com\/@ama /);
});

test('mentionsOutsideContentAreIgnored', () => {
  assert.deepEqual(renderContent('Hi', [mention(1, 5)], 1), [['Hi']]);
});

test('contentInsideLinkHasNoLinks', () => {
  assert.equal(renderContent('https://example.com/', [], 1, false), 'https://example.com/');
});

test('allAndHereMentionEveryUser', () => {
  assert.equal(mentionsUser(mention(0, 4, { kind: 'all', user: null }), 5), true);
  assert.equal(mentionsUser(mention(0, 5, { kind: 'here', user: null }), 5), true);
  assert.equal(mentionsUser(mention(0, 4), 5), false);
});
