/** Text comparison as in the server's search: ignores case, accents, vowel points, width and invisible characters. */

// The voicing marks of kana are kept: they make a different letter.
const IGNORED = /\p{Default_Ignorable_Code_Point}|\u0640|(?![\u3099\u309A])\p{Mn}/gu;

/**
 * Folds a text for comparison.
 *
 * @param {string} text
 */
export const foldText = (text) => text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(IGNORED, '').replace(/ß/g, 'ss')
  .replace(/ı/g, 'i').replace(/đ/g, 'd').replace(/ø/g, 'o').replace(/ł/g, 'l').normalize('NFC');

const SEGMENTER = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

/**
 * Counts characters as users do (grapheme clusters). A text never has more of them than code units, so a text within the
 * limit is not segmented.
 *
 * @param {string} text
 * @param {number} limit
 */
export function countCharacters(text, limit) {
  if (text.length <= limit) {
    return text.length;
  }
  return SEGMENTER ? Array.from(SEGMENTER.segment(text)).length : [...text].length;
}

// White space, control and format characters, marks without a base letter, and letters that are blank.
const INVISIBLE = /^[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}]*$/u;

/**
 * Returns whether a text has a visible character. The server refuses messages without one.
 *
 * @param {string} text
 */
export const hasVisibleText = (text) => !INVISIBLE.test(text);
