package messaging.message;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds user names behind the sign @ in a text: the longest that fits, without regard to case, and not inside a word or an
 * address. The names are a tree of characters, so that the time follows the length of the text and not the number of
 * names.
 */
final class MentionedNames {
    private static final int SIGN = '@';
    private static final Set<Character.UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.LAO,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR);

    private final Node names = new Node();

    /** @param people whose names count */
    MentionedNames(Collection<Person> people) {
        people.forEach(this::add);
    }

    /**
     * Somebody who can be named.
     *
     * @param user id of the account
     * @param name user name
     */
    record Person(long user, String name) {}

    /**
     * A name in a text.
     *
     * @param user whose it is
     * @param start of the sign, in code points
     * @param length of sign and name, in code points
     */
    record Place(long user, int start, int length) {}

    /** Whether a text can hold any name at all. */
    static boolean isPossibleIn(String text) {
        return text.indexOf(SIGN) >= 0;
    }

    /** The names in a text, in its order; none overlaps another. */
    List<Place> in(String text) {
        var characters = text.codePoints().toArray();
        var places = new ArrayList<Place>();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == SIGN && (i == 0 || !isPartOfAName(characters[i - 1]))) {
                var place = at(characters, i);
                place.ifPresent(places::add);
                i += place.map(found -> found.length() - 1).orElse(0);
            }
        }
        return places;
    }

    private Optional<Place> at(int[] characters, int sign) {
        var place = Optional.<Place>empty();
        var node = Optional.of(names);
        for (int i = sign + 1; i < characters.length && node.isPresent(); i++) {
            node = node.get().follow(characters[i]);
            if (node.isPresent() && node.get().user != null && isEnd(characters, i + 1)) {
                place = Optional.of(new Place(node.get().user, sign, i + 1 - sign));
            }
        }
        return place;
    }

    // "@ama." ends a sentence and "@ama@example.com" is an address.
    private static boolean isEnd(int[] characters, int i) {
        return i == characters.length || !isPartOfAWord(characters[i]) && characters[i] != SIGN;
    }

    // A mark belongs to the letter before it. Letters of scripts without spaces between words bound nothing.
    private static boolean isPartOfAWord(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            case Character.LETTER_NUMBER, Character.OTHER_NUMBER, Character.DECIMAL_DIGIT_NUMBER -> true;
            default ->
                character == '_'
                        || Character.isLetter(character)
                                && !WITHOUT_SPACES.contains(Character.UnicodeScript.of(character));
        };
    }

    // What may stand before the sign in an address.
    private static boolean isPartOfAName(int character) {
        return isPartOfAWord(character) && !WITHOUT_SPACES.contains(Character.UnicodeScript.of(character))
                || "@.+-".indexOf(character) >= 0;
    }

    private void add(Person person) {
        var node = names;
        for (var character : person.name().codePoints().toArray()) {
            node = node.grow(character);
        }
        node.user = person.user();
    }

    // One character may be several once it is taken apart, and é then is the same however it was typed.
    private static int[] folded(int character) {
        var text = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
        return text.codePoints()
                .map(part -> Character.toLowerCase(Character.toUpperCase(part)))
                .toArray();
    }

    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private Long user;

        private Node grow(int character) {
            var node = this;
            for (var part : folded(character)) {
                node = node.next.computeIfAbsent(part, any -> new Node());
            }
            return node;
        }

        private Optional<Node> follow(int character) {
            var node = Optional.of(this);
            for (var part : folded(character)) {
                node = node.map(found -> found.next.get(part));
            }
            return node;
        }
    }
}
