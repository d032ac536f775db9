package messaging.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.UnicodeSet;

/** Distinguishes visible characters from those that are invisible or change the display of other characters (S-TEXT-3). */
public final class VisibleText {
    // Letters and symbols with empty glyphs: braille blank, the null note head, two blank hieroglyphs.
    private static final UnicodeSet EMPTY_GLYPHS =
            new UnicodeSet("[\\u2800\\U0001D159\\U00013441\\U00013442]").freeze();

    // Embeddings, overrides and isolates. The three direction marks are allowed: names in Arabic and Hebrew need them,
    // and
    // they do not reorder the text that follows.
    private static final UnicodeSet BIDI_FORMATTING = new UnicodeSet("[\\u202A-\\u202E\\u2066-\\u206F]").freeze();

    private VisibleText() {}

    /**
     * Returns whether a text has at least one character that a reader can see. White space, control, format and
     * default-ignorable characters, combining marks without a base, and characters with an empty glyph are not visible.
     *
     * @param text any text
     * @return true if there is a visible character
     */
    public static boolean hasVisibleCharacter(String text) {
        return text.codePoints().anyMatch(VisibleText::isVisible);
    }

    /**
     * Returns whether a text stays on one line and in its own direction: it has no control character, line or paragraph
     * separator, bidirectional embedding, override or isolate.
     *
     * @param text any text
     * @return true if a list can display the text next to others
     */
    public static boolean isSingleLine(String text) {
        return text.codePoints().noneMatch(VisibleText::breaksLineOrDirection);
    }

    /**
     * Removes Unicode white space around a text.
     *
     * @param text any text, or null
     * @return the trimmed text, or null
     */
    public static String trim(String text) {
        if (text == null) {
            return null;
        }
        int start = 0;
        while (start < text.length() && UCharacter.isUWhiteSpace(text.codePointAt(start))) {
            start = text.offsetByCodePoints(start, 1);
        }
        int end = text.length();
        while (end > start && UCharacter.isUWhiteSpace(text.codePointBefore(end))) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(start, end);
    }

    private static boolean isVisible(int character) {
        if (character > ' ' && character < 0x7F) {
            return true;
        }
        return switch (UCharacter.getType(character)) {
            case ECharacterCategory.SPACE_SEPARATOR,
                    ECharacterCategory.LINE_SEPARATOR,
                    ECharacterCategory.PARAGRAPH_SEPARATOR,
                    ECharacterCategory.CONTROL,
                    ECharacterCategory.SURROGATE,
                    ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK -> false;
            // Signs that enclose the following digits, such as the Arabic year sign.
            case ECharacterCategory.FORMAT ->
                UCharacter.hasBinaryProperty(character, UProperty.PREPENDED_CONCATENATION_MARK);
            // Characters of a later Unicode version are visible, noncharacters are not.
            default ->
                !UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                        && !UCharacter.hasBinaryProperty(character, UProperty.NONCHARACTER_CODE_POINT)
                        && !EMPTY_GLYPHS.contains(character);
        };
    }

    private static boolean breaksLineOrDirection(int character) {
        return switch (UCharacter.getType(character)) {
            case ECharacterCategory.CONTROL,
                    ECharacterCategory.LINE_SEPARATOR,
                    ECharacterCategory.PARAGRAPH_SEPARATOR,
                    ECharacterCategory.SURROGATE -> true;
            default -> BIDI_FORMATTING.contains(character);
        };
    }
}
