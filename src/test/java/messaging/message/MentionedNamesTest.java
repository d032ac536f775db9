package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import messaging.message.MentionedNames.Person;
import messaging.message.MentionedNames.Place;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-PLUS-8
class MentionedNamesTest {
    private static final List<String> NAMES =
            List.of("ama", "ama.b", "ama-marie", "kofi", "José", "øyvind", "李", "李雷", "a+b", "x@y", "Ma\u0308rz", "_");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text | what is found, as name and start
                "@ama | ama 0",
                "@AMA | ama 0",
                "hi @ama, @kofi! | ama 3, kofi 9",
                "(@ama) | ama 1",
                "🍕@ama | ama 1",
                "👨‍👩‍👧 @ama | ama 6",
                "@ama. | ama 0",
                "@ama's | ama 0",
                "@ama: yes | ama 0",
                "@ama.b | ama.b 0",
                "@ama.bc | ama 0",
                "@ama.c | ama 0",
                "@ama-marie-x | ama-marie 0",
                "@ama-mariex | ama 0",
                "@amalia |",
                "@ama1 |",
                "@ama_ |",
                "@ama\u0301 |",
                "ama |",
                "@ ama |",
                "@ |",
                "@@ama |",
                "mail ama@ama now |",
                "x.@ama |",
                "me@kofi.example |",
                "@ama@example.com |",
                "@x@y! | x@y 0",
                "@a+b | a+b 0",
                "@josé | José 0",
                "@JOSÉ | José 0",
                "@jose |",
                "@jose\u0301 | José 0",
                "@m\u00e4rz | Ma\u0308rz 0",
                "@ØYVIND | øyvind 0",
                "@李! | 李 0",
                "你好@李 | 李 2",
                "你好 @李，再见 | 李 3",
                "@李小明 | 李 0",
                "@李雷再见 | 李雷 0",
                "สวัสดี@ama | ama 6",
                "@amaครับ | ama 0",
                "@李x |",
                "@_ | _ 0",
                "@ama@kofi |",
                "@ama/@kofi | ama 0, kofi 5",
                "@ama\u200b@kofi | ama 0, kofi 5",
            })
    void findsNamesAndNoPartsOfWords(String text, String expected) {
        var people = IntStream.range(0, NAMES.size())
                .mapToObj(i -> new Person(i, NAMES.get(i)))
                .toList();
        var found = new MentionedNames(people)
                .in(text).stream()
                        .map(place -> NAMES.get((int) place.user()) + " " + place.start())
                        .toList();
        assertEquals(expected == null ? List.of() : Arrays.asList(expected.split(", ")), found);
    }

    @Test
    void lengthsAreInCodePointsOfTheText() {
        var names = new MentionedNames(List.of(new Person(7, "Jose\u0301"), new Person(8, "𝔞𝔪𝔞")));
        assertEquals(List.of(new Place(7, 2, 5)), names.in("🍕 @josé"));
        assertEquals(List.of(new Place(7, 0, 6)), names.in("@jose\u0301"));
        assertEquals(List.of(new Place(8, 0, 4)), names.in("@𝔞𝔪𝔞"));
    }

    @Test
    void aTextWithNothingButSignsIsNoWork() {
        var people = IntStream.rangeClosed(1, 150)
                .mapToObj(i -> new Person(i, "@".repeat(i)))
                .toList();
        assertEquals(List.of(), new MentionedNames(people).in("@".repeat(10_000) + "x"));
    }

    /** Against every name at every place, by regular expressions. */
    @Property(tries = 2_000)
    void findsWhatASearchForEveryNameFinds(@ForAll("texts") String text, @ForAll("names") List<String> names) {
        var people = IntStream.range(0, names.size())
                .mapToObj(i -> new Person(i, names.get(i)))
                .toList();
        var expected = new ArrayList<Place>();
        for (int i = 0; i < text.length(); i++) {
            var start = i;
            var longest = people.stream()
                    .filter(person -> Pattern.compile(
                                    "(?<![a-z0-9_.+@-])@" + Pattern.quote(person.name()) + "(?![a-z0-9_@])",
                                    Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .results()
                            .anyMatch(match -> match.start() == start))
                    .max((one, other) ->
                            Integer.compare(one.name().length(), other.name().length()));
            longest.ifPresent(person ->
                    expected.add(new Place(person.user(), start, person.name().length() + 1)));
            // A name may hold further signs.
            i += longest.map(person -> person.name().length()).orElse(0);
        }
        assertEquals(expected, new MentionedNames(people).in(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aabB.@@ -").ofMaxLength(30);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("aab.@-")
                .ofMinLength(1)
                .ofMaxLength(5)
                .list()
                .ofMaxSize(6)
                .uniqueElements();
    }
}
