package messaging.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameRulesTest {

    @ParameterizedTest // S-TEXT-2
    @ValueSource(
            strings = {
                "kwame",
                "kwame.mensah",
                "k_w-a.m",
                "ama2",
                "42",
                "Ελένη",
                "иван",
                "محمد",
                "שלום",
                "田中太郎",
                "ユーザー",
                "tanaka田中",
                "김민수",
                "นำชัย",
                "अमिता",
                "josé",
                "ńguyễn",
                "Ελένη2",
                "አበበ"
            })
    void namesOfEveryScriptAreAccepted(String name) {
        assertTrue(UsernameRules.isWellFormed(UsernameRules.normalize(name)), name);
        assertFalse(UsernameRules.mixesScripts(UsernameRules.normalize(name)), name);
    }

    @ParameterizedTest // S-TEXT-2
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "@",
                "-",
                "_",
                "kwame.",
                ".kwame",
                "kwame..mensah",
                "kwame._mensah",
                "kwame-",
                "kwame_",
                "a b",
                "kwame\u3164",
                "\u115f",
                "kwa\u200bme",
                "kwa\u00adme",
                "kwame\ufe0f",
                "kwame\u200d",
                "\u0301kwame",
                "kwame.\u0301x",
                "k@wame",
                "kwame+x",
                "kwame!",
                "ｋｗａｍｅ",
                "𝐤wame",
                "kwame²",
                "ﬁfi",
                "👍",
                "kwame\u202e",
                "kwame\n",
                "a\u0301\u0302\u0303\u0304\u0305\u0306",
                "a’b",
                "\uffa0"
            })
    void otherTextIsNotWellFormed(String name) {
        assertFalse(UsernameRules.isWellFormed(UsernameRules.normalize(name)), name);
    }

    @ParameterizedTest // S-TEXT-2
    @ValueSource(strings = {"kwаme", "αlpha", "Иvan", "ա1b", "ab١", "иван田", "i\u0307stanbul"})
    void mixedScriptsAreRefused(String name) {
        assertTrue(UsernameRules.mixesScripts(UsernameRules.normalize(name)), name);
    }

    @ParameterizedTest // S-TEXT-2
    @CsvSource({
        "kwame, KWAME",
        "kwame, kwаme",
        "kwamel, kwame1",
        "Kwamel, KwameI",
        "modern, modem",
        "scope, ѕсоре",
        "kwame0, kwameO",
        "admin, аdmin",
        "ıt, it"
    })
    void confusableNamesShareSkeleton(String one, String other) {
        assertFalse(
                Collections.disjoint(UsernameRules.skeletons(one), UsernameRules.skeletons(other)),
                () -> UsernameRules.skeletons(one) + " " + UsernameRules.skeletons(other));
    }

    @ParameterizedTest // S-TEXT-2
    @CsvSource({"kwame, kwama", "ali, all", "NEIL, nell", "kwame.m, kwamem", "jose, josé", "иван, ивам"})
    void differentNamesDoNot(String one, String other) {
        assertTrue(Collections.disjoint(UsernameRules.skeletons(one), UsernameRules.skeletons(other)));
    }

    @ParameterizedTest // S-TEXT-2
    @CsvSource({"jose\u0301, josé", "\u1100\u116e, 구"})
    void namesAreNormalized(String typed, String stored) {
        assertEquals(stored, UsernameRules.normalize(typed));
    }
}
