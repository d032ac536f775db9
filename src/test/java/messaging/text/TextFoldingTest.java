package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.util.ULocale;
import java.text.Normalizer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFoldingTest {

    @ParameterizedTest // S-TEXT-1
    @CsvSource({
        "crème anglaise, CREME ANGLAISE",
        "Việt Nam đồng, viet nam dong",
        "straße, STRASSE",
        "İstanbul, istanbul",
        "ISPARTA, ısparta",
        "Søren Ærø, soren aero",
        "Łódź, lodz",
        "ｋｗａｍｅ, kwame",
        "ｶﾞｷﾞ, がぎ",
        "カタカナ, かたかな",
        "한국어, \u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165",
        "مُحَمَّد, محمد",
        "أحمد, احمد",
        "مـحـمـد, محمد",
        "שָׁלוֹם, שלום",
        "Ἀθῆναι, αθηναι",
        "ΟΔΟΣ, οδος",
        "ёлка, елка",
        "pass\u00adword, password",
        "pass\u200bword, password",
        "pass\u2060\ufeffword, password",
        "ﬁn, fin",
        "x², x2",
        "١٢٣, 123",
        "Ⅷ, viii",
        "ไม่, ไม"
    })
    void foldsAlike(String one, String other) {
        assertEquals(TextFolding.fold(other), TextFolding.fold(one));
    }

    @ParameterizedTest // S-TEXT-1
    @CsvSource({"ハハ, パパ", "мой, мои", "किताब, कतब", "กา, กี", "漢, 汉", "🍕, 🍔", "하, 한", "thorn, þorn", "a, α"})
    void keepsLettersApart(String one, String other) {
        assertNotEquals(TextFolding.fold(other), TextFolding.fold(one));
    }

    @Test // S-TEXT-1
    void ignoredCharactersFoldToNothing() {
        assertEquals("", TextFolding.fold("\u200b\u00ad\u3164\u115f\ufe0f\u0301\u180e"));
    }

    @Property(tries = 5_000) // S-TEXT-1
    void isIdempotent(@ForAll("texts") String text) {
        var folded = TextFolding.fold(text);
        assertEquals(folded, TextFolding.fold(folded));
        assertTrue(Normalizer2.getNFCInstance().isNormalized(folded));
    }

    @Property(tries = 5_000) // S-TEXT-1
    void normalizationFormsFoldAlike(@ForAll("texts") String text) {
        var expected = TextFolding.fold(text);
        for (var form : Normalizer.Form.values()) {
            assertEquals(expected, TextFolding.fold(Normalizer.normalize(text, form)), form::name);
        }
    }

    @Property // S-TEXT-1
    void textComparableByCollationKeepsItsLength(@ForAll("texts") String text) {
        Assume.that(TextFolding.isComparableByCollation(text));
        var folded = TextFolding.fold(text);
        assertEquals(text.codePointCount(0, text.length()), folded.codePointCount(0, folded.length()));
    }

    @Provide
    Arbitrary<String> texts() {
        var marked = Arbitraries.of(
                "e", "\u0301", "\u0323", "đ", "ı", "İ", "ß", "か", "カ", "\u3099", "и", "\u0306", "\u1112", "\u1161",
                "\u11ab", "א", "\u05b8", "ا", "\u0654", "\u064e", "ـ", "\u200b", "ﷺ", "ﬃ", "क", "\u093c", "\u093f",
                "\u0e48", "Å", "ᾳ", "\u0345", "ẞ", "٣", "🍕", "\ufe0f", "A");
        return Arbitraries.oneOf(
                marked.list().ofMaxSize(8).map(parts -> String.join("", parts)),
                Arbitraries.integers()
                        .between(0x20, 0x10FFFF)
                        .filter(character -> character < 0xD800 || character > 0xDFFF)
                        .map(Character::toString)
                        .list()
                        .ofMaxSize(6)
                        .map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(8).filter(TextFoldingTest::isWellFormed));
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(character -> character >= 0xD800 && character <= 0xDFFF);
    }

    @Test // S-TEXT-1: the mapped Latin letters are those that the root collation takes for ASCII letters
    void latinLettersFollowRootCollation() {
        var collator = Collator.getInstance(ULocale.ROOT);
        collator.setStrength(Collator.PRIMARY);
        var toAscii = Transliterator.getInstance("Latin-ASCII");
        new UnicodeSet("[[:Latin:]&[:Ll:]&[:NFKC_QC=Y:]&[\\u0080-\\u024F]]")
                .stream().forEach(letter -> {
                    var ascii = toAscii.transliterate(letter);
                    if (collator.compare(letter, ascii) == 0) {
                        assertEquals(ascii, TextFolding.fold(letter), letter);
                    }
                });
    }

    @ParameterizedTest // S-TEXT-1
    @ValueSource(strings = {"plain", "crème", "ÀÉ", "привет", "漢字", "한국어", "مرحبا", "שלום", "γεια", "👍🍕", "İ"})
    void collationComparesPlainText(String text) {
        assertTrue(TextFolding.isComparableByCollation(text));
    }

    @ParameterizedTest // S-TEXT-1
    @ValueSource(
            strings = {
                "cre\u0300me",
                "đồng",
                "straße",
                "ﬁn",
                "ｋ",
                "かな",
                "カナ",
                "\u1112\u1161",
                "שָׁ",
                "مُ",
                "أ",
                "й",
                "ı",
                "a\u200b",
                "a\u00ad",
                "❤️",
                "ไม่",
                "क\u093f",
                "١",
                "æ"
            })
    void collationDoesNotCompareOtherText(String text) {
        assertFalse(TextFolding.isComparableByCollation(text));
    }
}
