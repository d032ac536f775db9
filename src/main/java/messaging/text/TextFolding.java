package messaging.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSetIterator;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.Map;

/**
 * Folds text so that words which readers consider the same become the same string (S-TEXT-1). Case, accents, Arabic and
 * Hebrew vowel signs and points, the normalization form, full and half width, hiragana and katakana, and invisible characters
 * are ignored.
 *
 * <p>The rule is the primary level of the Unicode Collation Algorithm's root collation. It keeps the vowel signs of Indic
 * and Southeast Asian scripts, which distinguish words. There are three deviations, which
 * {@code docs/adr/0025-text-folding.md} explains: the voicing marks of kana count, the hamza of Arabic letters does not,
 * and the dotless ı is an i.
 *
 * <p>Folding is idempotent, and canonically equivalent texts fold to the same text. The result is in NFC.
 */
public final class TextFolding {
    private static final Normalizer2 CASE_FOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSE = Normalizer2.getNFDInstance();
    private static final Normalizer2 COMPOSE = Normalizer2.getNFCInstance();

    private static final int TATWEEL = 0x640;
    private static final int BREVE = 0x306;
    private static final int CYRILLIC_I = 0x438;
    private static final UnicodeSet VOICING_MARKS = new UnicodeSet(0x3099, 0x309A).freeze();
    private static final UnicodeSet KATAKANA_WITH_HIRAGANA =
            new UnicodeSet(0x30A1, 0x30F6).add(0x30FD, 0x30FE).freeze();
    private static final int KATAKANA_TO_HIRAGANA = 0x60;
    private static final UnicodeSet IGNORED_MARKS = ignoredMarks();

    /**
     * Latin letters without a decomposition, and the ASCII letters that have the same primary weight. The dotless i has
     * a different one; it is included because {@code I} and {@code i} are the same letter outside Turkish.
     */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            letter('æ', "ae"),
            letter('œ', "oe"),
            letter('ø', "o"),
            letter('đ', "d"),
            letter('ð', "d"),
            letter('ħ', "h"),
            letter('ł', "l"),
            letter('ȸ', "db"),
            letter('ȹ', "qp"),
            letter('ı', "i"));

    // Caches the result for the characters of the first two planes, so that a message costs an array access per
    // character.
    private static final byte UNKNOWN = 0;
    private static final byte YES = 1;
    private static final byte NO = 2;
    private static final byte[] COMPARABLE = new byte[0x20000];

    private TextFolding() {}

    /**
     * Folds a text for comparing and searching.
     *
     * @param text any text
     * @return the folded text, in NFC; empty if it contained ignored characters only
     */
    public static String fold(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : foldUnicode(text);
    }

    /**
     * Returns whether the accent- and case-insensitive collation of the database compares a text as {@link #fold} does,
     * character by character. The folded form of such a text need not be stored: a search can compare the text itself.
     *
     * @param text any text
     * @return true if {@code text LIKE} a folded term finds what the folded text contains
     */
    public static boolean isComparableByCollation(String text) {
        return isAscii(text) || text.codePoints().allMatch(TextFolding::isComparableByCollation);
    }

    private static boolean isComparableByCollation(int character) {
        if (character < 0x80) {
            return true;
        }
        if (character >= COMPARABLE.length) {
            return compare(character);
        }
        // Several threads can compute and write the same value.
        var known = COMPARABLE[character];
        if (known == UNKNOWN) {
            known = compare(character) ? YES : NO;
            COMPARABLE[character] = known;
        }
        return known == YES;
    }

    private static boolean compare(int character) {
        var single = Character.toString(character);
        var folded = foldUnicode(single);
        if (folded.codePointCount(0, folded.length()) != 1) {
            return false;
        }
        var script = UScript.getScript(character);
        if (DECOMPOSE.isNormalized(single)) {
            return folded.codePointAt(0) == UCharacter.foldCase(character, true)
                    && !isMark(character)
                    && COMPOSE.hasBoundaryBefore(character)
                    && script != UScript.HIRAGANA
                    && script != UScript.KATAKANA;
        }
        return script == UScript.HANGUL || script == UScript.LATIN && folded.charAt(0) < 0x80;
    }

    private static String foldUnicode(String text) {
        // Decomposed first, because case folding turns the Greek iota subscript into a letter, which must be in its
        // place.
        var decomposed = DECOMPOSE.normalize(CASE_FOLD.normalize(DECOMPOSE.normalize(text)));
        var folded = new StringBuilder(decomposed.length());
        int base = 0;
        int character;
        for (int i = 0; i < decomposed.length(); i += Character.charCount(character)) {
            character = decomposed.codePointAt(i);
            if (!isMark(character)) {
                base = character;
            }
            if (!isIgnored(character, base)) {
                append(folded, character);
            }
        }
        return COMPOSE.normalize(folded);
    }

    private static boolean isIgnored(int character, int base) {
        return character == TATWEEL || IGNORED_MARKS.contains(character) && !(character == BREVE && base == CYRILLIC_I);
    }

    private static void append(StringBuilder folded, int character) {
        var letters = LETTERS.get(character);
        if (letters != null) {
            folded.append(letters);
        } else if (UCharacter.getType(character) == ECharacterCategory.DECIMAL_DIGIT_NUMBER) {
            folded.append(UCharacter.digit(character));
        } else if (KATAKANA_WITH_HIRAGANA.contains(character)) {
            folded.append((char) (character - KATAKANA_TO_HIRAGANA));
        } else {
            folded.appendCodePoint(character);
        }
    }

    /** Returns the marks without a primary weight, except the voicing marks of kana. */
    private static UnicodeSet ignoredMarks() {
        var collator = Collator.getInstance(ULocale.ROOT);
        collator.setStrength(Collator.PRIMARY);
        var ignored = new UnicodeSet();
        for (var marks = new UnicodeSetIterator(new UnicodeSet("[:M:]")); marks.next(); ) {
            if (collator.compare("a" + marks.getString(), "a") == 0) {
                ignored.add(marks.codepoint);
            }
        }
        return ignored.removeAll(VOICING_MARKS).freeze();
    }

    private static boolean isMark(int character) {
        return (1 << UCharacter.getType(character)
                        & (1 << ECharacterCategory.NON_SPACING_MARK
                                | 1 << ECharacterCategory.ENCLOSING_MARK
                                | 1 << ECharacterCategory.COMBINING_SPACING_MARK))
                != 0;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Map.Entry<Integer, String> letter(int letter, String ascii) {
        return Map.entry(letter, ascii);
    }
}
