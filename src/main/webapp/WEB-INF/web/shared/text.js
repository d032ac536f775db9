/** Comparing text as the server's searches do: case, accents, points, width and invisible characters do not count. */

// The voicing marks of kana make a different letter.
const IGNORED = /\p{Default_Ignorable_Code_Point}|\u0640|(?![\u3099\u309A])\p{Mn}/gu;

/** Folds a text for comparing. */
export const fold = (text) => text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(IGNORED, '').replace(/ß/g, 'ss').replace(/ı/g, 'i')
  .replace(/đ/g, 'd').replace(/ø/g, 'o').replace(/ł/g, 'l').normalize('NFC');
