import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionPrefix, suggestMentions } from '../../../main/webapp/WEB-INF/web/client/mention-suggestions.js';
import { countCharacters, foldText, hasVisibleText } from '../../../main/webapp/WEB-INF/web/shared/text.js';
import { conversation, kofi, me } from './fakes.mjs';

test('foldingIgnoresCaseAccentsAndWidth', () => {
  for (const [one, other] of [['ÉCOLE', 'ecole'], ['Straße', 'STRASSE'], ['Łódź', 'lodz'], ['Ｋｏｆｉ', 'kofi'], ['İstanbul', 'istanbul'], ['Ørsted', 'orsted']]) {
    assert.equal(foldText(one), foldText(other), one);
  }
});

test('foldingIgnoresVowelPointsAndInvisibleCharacters', () => {
  assert.equal(foldText('שָׁלוֹם'), foldText('שלום'));
  assert.equal(foldText('ko\u200Bfi'), 'kofi');
  assert.equal(foldText('مـــرحبا'), foldText('مرحبا'));
});

test('foldingKeepsVoicingMarksOfKana', () => {
  assert.notEqual(foldText('が'), foldText('か'));
  assert.equal(foldText('ｶﾞ'), foldText('ガ'));
});

test('graphemeClustersCountAsOneCharacter', () => {
  assert.equal(countCharacters('👨‍👩‍👧‍👦👋🏽é', 2), 3);
});

test('textWithinLimitIsNotSegmented', () => {
  assert.equal(countCharacters('👋🏽', 10), 4);
});

test('blankTextHasNothingVisible', () => {
  for (const text of ['', ' \n\t', '\u200B\u200D', '\u2800', '\u0301', '\u{E0041}', '\u3164']) {
    assert.equal(hasVisibleText(text), false, JSON.stringify(text));
  }
  for (const text of ['a', ' . ', 'é', '👋', '\u200B!']) {
    assert.equal(hasVisibleText(text), true, JSON.stringify(text));
  }
});

test('mentionPrefixEndsAtCursor', () => {
  assert.equal(mentionPrefix('Hello @ko'), 'ko');
  assert.equal(mentionPrefix('@'), '');
  assert.equal(mentionPrefix('こんにちは@ko'), 'ko');
  assert.equal(mentionPrefix('ko@example'), null);
  assert.equal(mentionPrefix('@kofi hello'), null);
});

test('suggestionsMatchUsernameAndNames', () => {
  assert.deepEqual(suggestMentions(conversation(), me.id, 'ÁSA'), [kofi]);
  assert.deepEqual(suggestMentions(conversation(), me.id, 'ama'), []);
});

test('onlyManagersOfGroupsAreOfferedGroupMentions', () => {
  const usernames = (changes) => suggestMentions(conversation(changes), me.id, '').map(({ username }) => username);
  assert.deepEqual(usernames(), ['kofi', 'all', 'here']);
  assert.deepEqual(usernames({ role: 'member' }), ['kofi']);
  assert.deepEqual(usernames({ kind: 'direct' }), ['kofi']);
});
