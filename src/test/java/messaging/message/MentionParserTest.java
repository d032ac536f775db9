package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import messaging.message.MentionParser.Match;
import messaging.message.MentionParser.Name;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-PLUS-8, S-TEXT-6
class MentionParserTest {
    private static final List<String> NAMES = List.of(
            "ama",
            "ama.b",
            "ama-marie",
            "kofi",
            "José",
            "øyvind",
            "李",
            "李雷",
            "김철수",
            "가",
            "สมชาย",
            "ひろし",
            "علی",
            "राम",
            "Ma\u0308rz",
            "a_b",
            "дима",
            "μιχάλης",
            "x2");

    private static final List<String> OLD_NAMES =
            List.of("kwame", "kwame.", "efua.", "a+b", "ama@example.com", ".", "..", "@", "_", "_yaw", "kojo-");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text | what is found, as name and start
                "@ama | ama 0",
                "@AMA | ama 0",
                "hi @ama, @kofi! | ama 3, kofi 9",
                "🍕@ama | ama 1",
                "👨‍👩‍👧 @ama | ama 6",
                "@amalia |",
                "@ama1 |",
                "@ama\u0301 |",
                "ama |",
                "@ ama |",
                "@ |",
                "@@ama |",
                "@josé | José 0",
                "@JOSÉ | José 0",
                "@jose |",
                "@jose\u0301 | José 0",
                "@m\u00e4rz | Ma\u0308rz 0",
                "@ØYVIND | øyvind 0",
                "@ΜΙΧΆΛΗΣ | μιχάλης 0",
                "@Дима, привет | дима 0",
                "@x2! | x2 0",
                "@x23 |",
            })
    void findsNamesAndNoPartsOfNames(String text, String expected) {
        assertFound(expected, text, NAMES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(@ama) | ama 1",
                "[@ama] | ama 1",
                "{@ama} | ama 1",
                "\"@ama\" | ama 1",
                "“@ama” | ama 1",
                "«@ama» | ama 1",
                "「@ama」 | ama 1",
                "（@ama） | ama 1",
                "¿@ama? | ama 1",
                "¡@ama! | ama 1",
                "cc:@ama | ama 3",
                "a,@ama | ama 2",
                "@ama/@kofi | ama 0, kofi 5",
                "x.@ama | ama 2",
                "...@ama | ama 3",
                "-@ama | ama 1",
                "_@ama_ | ama 1",
                "*@ama* | ama 1",
                "**@ama** | ama 2",
                "~~@ama~~ | ama 2",
                "__@a_b__ | a_b 2",
                "> @ama | ama 2",
                "- @ama | ama 2",
                "# @ama | ama 2",
                "1. @ama | ama 3",
                "'|@ama|kofi|' | ama 1",
                "'x\t@ama\u2028@kofi' | ama 2, kofi 7",
                "\u00a0@ama | ama 1",
                "\u3000@ama | ama 1",
                "\u200b@ama | ama 1",
                "x\u200b@ama | ama 2",
                "❤️@ama | ama 2",
                "1️⃣@ama | ama 3",
                "ℹ️@ama | ama 2",
                "👍🏽@ama | ama 2",
                "©@ama | ama 1",
                "＠ama | ama 0",
                "＠ａｍａ | ama 0",
                "こんにちは＠ama、 | ama 5",
                "x@ama |",
                "é@ama |",
                "e\u0301@ama |",
                "9@ama |",
                "ж@ama |",
                "ش@ama |",
                "@ama@kofi |",
                "＠＠ama |",
            })
    void startWhereANameMayStart(String text, String expected) {
        assertFound(expected, text, NAMES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@ama. | ama 0",
                "@ama. Next | ama 0",
                "@ama... | ama 0",
                "@ama.. x | ama 0",
                "@ama, | ama 0",
                "@ama's | ama 0",
                "@ama’s | ama 0",
                "@ama: yes | ama 0",
                "@ama; | ama 0",
                "@ama! | ama 0",
                "@ama? | ama 0",
                "@ama… | ama 0",
                "@ama。 | ama 0",
                "@ama- yes | ama 0",
                "@ama--kofi | ama 0",
                "@ama_ | ama 0",
                "@ama__ | ama 0",
                "@ama._x | ama 0",
                "@ama.@kofi | ama 0, kofi 5",
                "@ama\u200b@kofi | ama 0, kofi 5",
                "@ama👍 | ama 0",
                "@ama❤️ | ama 0",
                "@ama️ | ama 0",
                "@ama/ | ama 0",
                "@ama+ | ama 0",
                "@ama① | ama 0",
                "@علی‌ها | علی 0",
                "@ama.b | ama.b 0",
                "@ama.b. | ama.b 0",
                "@AMA-Marie. | ama-marie 0",
                // The longest name is another one than the text's.
                "@ama.bc |",
                "@ama.c |",
                "@ama-x |",
                "@ama_x |",
                "@ama.1 |",
                "@ama.李 |",
                "@ama-marie-x |",
                "@ama-mariex |",
                "@ama.b.c |",
                "@kofi.annan |",
                "@kofi_annan |",
                "@kofi-annan |",
                "@kofiд |",
                "@李x |",
            })
    void endWhereNoNameContinues(String text, String expected) {
        assertFound(expected, text, NAMES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@ama님 안녕하세요 | ama 0",
                "@ama님 | ama 0",
                "@김철수님 | 김철수 0",
                "안녕@ama | ama 2",
                "@김철수에게 | 김철수 0",
                "@가 | 가 0",
                "@각 |",
                "@\u1100\u1161\u11a8 |",
                "@\u1100\u1161 | 가 0",
                "ユーザー@ama | ama 4",
                "ﾕｰｻﾞｰ@ama | ama 5",
                "@amaさん | ama 0",
                "@amaー | ama 0",
                "@ひろしさんへ | ひろし 0",
                "人々@ama | ama 2",
                "你好@李 | 李 2",
                "你好 @李，再见 | 李 3",
                "@李小明 | 李 0",
                "@李雷再见 | 李雷 0",
                "请@ama看一下 | ama 1",
                "ㄅㄆ@ama | ama 2",
                "สวัสดี@ama | ama 6",
                "@amaครับ | ama 0",
                "@สมชายครับ | สมชาย 0",
                "ສະບາຍດີ@ama | ama 7",
                "សួស្តី@ama | ama 6",
                "မင်္ဂလာပါ@ama | ama 9",
                "བཀྲ་ཤིས@ama | ama 7",
                "@राम, नमस्ते | राम 0",
                "@रामी |",
            })
    void worksInScriptsWithoutSpaces(String text, String expected) {
        assertFound(expected, text, NAMES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.youtube.com/@ama",
                "http://example.com/@ama/x",
                "HTTPS://EXAMPLE.COM/@AMA",
                "see (https://example.com/@ama)",
                "<https://example.com/@ama>",
                "[text](https://example.com/@ama)",
                "[text](/@ama)",
                "[text](<@ama>)",
                "[text](https://example.com \"@ama\")",
                "![@](https://example.com/@ama.png \"(@ama)\")",
                "[text][1]\n\n[1]: https://example.com/@ama",
                "https://example.com/?user=@ama",
                "https://example.com/#@ama",
                "https://example.com/a_b_/@ama",
                "https://example.com/%20(@ama)",
                "https://例え.jp/@ama",
                "看https://example.com/@ama",
                "1https://example.com/@ama",
                "https://user:-@ama/",
                "ftp://example.com/@ama",
                "git+ssh://example.com/@ama",
                "www.youtube.com/@ama",
                "youtube.com/@ama",
                "tiktok.com:443/@ama",
                "m.youtube.com?x=@ama",
                "mail ama@ama now",
                "me@kofi.example",
                "me_@ama.b",
                "first.last-@ama.b",
                "a+@ama.b",
                "<me@ama.b>",
                "@ama@example.com",
                "`@ama`",
                "`` ` @ama``",
                "a `b\n@ama c` d",
                "```\n@ama\n```",
                "```java\n@ama\n",
                "~~~\n@ama\n~~~",
                "    @ama",
                "\t@ama",
                "text\n\n    @ama\n",
                "> ```\n> @ama\n> ```",
                ">     @ama",
                "- item\n\n      @ama",
                "1. ```\n   @ama\n   ```",
                "**`@ama`**",
                "[`@ama`](https://example.com)",
            })
    void urlsAddressesAndCodeMentionNobody(String text) {
        assertFound(null, text, NAMES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'`x` @ama' | ama 4",
                "'`@ama` @kofi' | kofi 7",
                "'``@ama`' | ama 2",
                "'`@ama' | ama 1",
                "'\\`@ama\\`' | ama 2",
                "'```\n@ama\n```\n@kofi' | kofi 13",
                "'text\n    @ama' | ama 9",
                "'- item\n    @ama' | ama 11",
                "'[@ama](https://example.com)' | ama 1",
                "'[@ama](/@kofi)' | ama 1",
                "'[text](https://example.com/)@ama' | ama 28",
                "'https://example.com @ama' | ama 20",
                "'https://example.com, @ama' | ama 21",
                "'https://example.com/，@ama' | ama 21",
                "'「https://example.com/」@ama' | ama 22",
                "'<https://example.com/>@ama' | ama 22",
                "'https://example.com/\n@ama' | ama 21",
                "'<b>@ama</b>' | ama 3",
                "'<div>\n@ama\n</div>' | ama 6",
                "'<pre>@ama</pre>' | ama 5",
                "'and/or @ama' | ama 7",
                "'1.5/@ama' | ama 4",
                "'x:@ama' | ama 2",
                "'a://@ama' | ama 4",
                "'_@ama.b_' | ama.b 1",
                "'me@example.com @ama' | ama 15",
            })
    void mentionsBesideThemCount(String text, String expected) {
        assertFound(expected, text, NAMES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@kwame. | kwame 0",
                "@kwame.. | kwame 0",
                "ask @kwame. Then | kwame 4",
                "@efua. | efua. 0",
                "@efua.. | efua. 0",
                "@efua |",
                "@efua.x |",
                "@kojo- | kojo- 0",
                "@kojo-x |",
                "@a+b | a+b 0",
                "@a+b. | a+b 0",
                "@a+bc |",
                "@ama@example.com | ama@example.com 0",
                "@ama@example.com. | ama@example.com 0",
                "@ama@example.community |",
                "@_yaw_ | _yaw 0",
                "@. |",
                "@.. |",
                "@@ |",
                "look @_ |",
            })
    void oldUsernamesDoNotTakeTheSentencesPunctuation(String text, String expected) {
        assertFound(expected, text, OLD_NAMES);
    }

    @Test
    void lengthsAreInCodePointsOfTheText() {
        var names = new MentionParser(List.of(Name.of(7, "Jose\u0301"), Name.of(8, "𝔞𝔪𝔞")));
        assertEquals(List.of(match(7, 2, 5)), names.parse("🍕 @josé"));
        assertEquals(List.of(match(7, 0, 6)), names.parse("@jose\u0301"));
        assertEquals(List.of(match(8, 0, 4)), names.parse("@𝔞𝔪𝔞"));
        assertEquals(List.of(match(8, 1, 4), match(7, 8, 5)), names.parse("🍕@𝔞𝔪𝔞🍕, ＠josé🍕"));
    }

    @Test
    void groupsAreNamesLikeOthers() {
        var parser = new MentionParser(
                List.of(Name.of(3, "here"), Name.of(MentionKind.ALL), Name.of(MentionKind.HERE), Name.of(4, "all.of")));
        assertEquals(
                List.of(new Match(MentionKind.ALL, 0, 0, 4), match(3, 6, 5), match(4, 13, 7)),
                parser.parse("@All, @HERE; @all.of"));
        assertEquals(List.of(), parser.parse("`@all` https://example.com/@here @allies @all.x"));
    }

    @Test
    void aTextOfSignsIsNoWork() {
        var names = IntStream.rangeClosed(1, 150)
                .mapToObj(i -> Name.of(i, "@".repeat(i) + "a"))
                .toList();
        assertEquals(List.of(), new MentionParser(names).parse("@".repeat(10_000) + "x"));
    }

    // The text has a mention at its end, so all of it is looked at.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "](",
                "[x](",
                "![",
                "> ",
                ">",
                "- ",
                "1. ",
                "*",
                "_a",
                "*a _b ",
                "`",
                "`a``",
                "```\n",
                "<",
                "<a ",
                "<!--",
                "&",
                "\\",
                "~~~\n",
                "    a\n",
                "\t",
                "|",
                "a.",
                "a.b/",
                "a@",
                "_@",
                "a+",
                "https://",
                "www.",
                "[a]: b\n",
                "[a][",
                "\u0301",
                "a\u0301",
                "@ama ",
                "x:",
                "*_",
                "#\n",
                "<a@b.c>",
                "[[a]",
                "\u0e33",
                "-\n\n"
            })
    void hostileMarkdownTakesBoundedTime(String part) {
        var parser = new MentionParser(List.of(Name.of(1, "ama")));
        var text = part.repeat(9_990 / part.length()) + "\n\n@ama";
        parser.parse(text);
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> parser.parse(text));
    }

    /** Against every name at every place, by regular expressions. */
    @Property(tries = 2_000)
    void findsWhatASearchForEveryNameFinds(@ForAll("texts") String text, @ForAll("names") List<String> names) {
        var expected = new ArrayList<Match>();
        for (int i = 0; i < text.length(); i++) {
            var start = i;
            var longest = IntStream.range(0, names.size())
                    .filter(name -> Pattern.compile(
                                    "(?<![a-z0-9@])@" + Pattern.quote(names.get(name)) + "(?![a-z0-9@]|[.-][a-z0-9])",
                                    Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .results()
                            .anyMatch(found -> found.start() == start))
                    .boxed()
                    .max((one, other) -> Integer.compare(
                            names.get(one).length(), names.get(other).length()));
            longest.ifPresent(
                    name -> expected.add(match(name, start, names.get(name).length() + 1)));
        }
        assertEquals(expected, parser(names).parse(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("aabB.@@ -")
                .ofMaxLength(30)
                // Neither code nor addresses.
                .filter(text -> !text.contains("    ") && !text.matches(".*[abB][.-]*-@[abB-]+\\.[abB].*"));
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("aab.-")
                .ofMinLength(1)
                .ofMaxLength(5)
                .filter(name -> name.matches("[ab]+([.-][ab]+)*"))
                .list()
                .ofMaxSize(6)
                .uniqueElements();
    }

    private static MentionParser parser(List<String> names) {
        return new MentionParser(IntStream.range(0, names.size())
                .mapToObj(i -> Name.of(i, names.get(i)))
                .toList());
    }

    private static Match match(long user, int start, int length) {
        return new Match(MentionKind.USER, user, start, length);
    }

    private static void assertFound(String expected, String text, List<String> names) {
        var found = parser(names).parse(text).stream()
                .map(match -> names.get((int) match.user()) + " " + match.start())
                .toList();
        assertEquals(expected == null ? List.of() : Arrays.asList(expected.split(", ")), found, text);
    }
}
