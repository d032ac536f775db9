package messaging.message;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds mentions in the Markdown text of a message: the sign {@code @} (or the full-width {@code ＠}) with the longest
 * matching name. Case and normalization form are ignored.
 *
 * <p>A mention cannot start directly after a letter, a digit or another sign; in scripts without spaces between words, it
 * can start after a letter. It must be followed by a character that cannot continue a name: names consist of letters, marks,
 * digits, and single {@code .}, {@code _} and {@code -} between them. URLs, email addresses and code contain no mentions.
 *
 * <p>The names form a trie, so the time depends on the length of the text and not on the number of names.
 */
final class MentionParser {
    private static final String SIGNS = "@\uFF20";
    private static final String SEPARATORS = "._-";
    private static final int EMOJI_SELECTOR = 0xFE0F;

    // Letters of scripts that do not separate words by spaces. The script extensions add the Japanese long
    // vowel mark, whose own script is "common"; the line break class SA covers Thai, Lao, Khmer, Burmese and others.
    private static final UnicodeSet UNSPACED = new UnicodeSet("[[:L:]&[[:scx=Hani:][:scx=Hira:][:scx=Kana:][:scx=Bopo:]"
                    + "[:scx=Hang:][:scx=Yiii:][:scx=Tibt:][:lb=SA:]]]")
            .freeze();
    // Letters that belong to the syllable before them: jamo, and vowel signs such as Thai sara am.
    private static final UnicodeSet CLUSTER_EXTENDERS =
            new UnicodeSet("[[:L:]&[[:GCB=V:][:GCB=T:][:GCB=SpacingMark:][:GCB=Extend:]]]").freeze();

    private static final Normalizer2 CASE_FOLDING = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSITION = Normalizer2.getNFDInstance();

    // With a scheme, with www., or a host name with a path. Possessive, and each run of characters is tried once, so
    // the time is linear. Punctuation of Chinese and Japanese sentences ends a URL; the web client has the same rule.
    private static final Pattern URL = Pattern.compile("""
            (?:https?://
              |(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,31}+://
              |(?<![\\p{L}\\p{M}\\p{N}_.-])(?:www\\.|(?:[\\p{L}\\p{M}\\p{N}_-]++\\.)++\\p{L}{2,63}+(?::\\d{1,5}+)?[/?\\#]))
            [^\\s\\p{Z}\\p{Cc}<>"`\uFEFF\u202A-\u202E\u2066-\u2069\
            、。，．：；！？｡､…（）「」『』【】〔〕《》〈〉｢｣“”‘’]*+""", Pattern.CASE_INSENSITIVE | Pattern.COMMENTS);

    private static final String LABEL = "[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+";
    private static final Pattern EMAIL_DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")++");

    private static final String[] ASCII = IntStream.range(0, 0x80)
            .mapToObj(character -> Character.toString(Character.toLowerCase(character)))
            .toArray(String[]::new);

    private final Node root = new Node();

    /** @param names the names to find; of names that differ only in case, the first one counts */
    MentionParser(Collection<Name> names) {
        names.forEach(this::add);
    }

    /**
     * A name that a message can mention.
     *
     * @param kind target of the mention
     * @param user id of the account; 0 for a group of participants
     * @param name text after the sign
     */
    record Name(MentionKind kind, long user, String name) {
        static Name of(long user, String username) {
            return new Name(MentionKind.USER, user, username);
        }

        static Name of(MentionKind group) {
            return new Name(group, 0, group.wireName());
        }

        // Old usernames can end in punctuation, which usually belongs to the sentence after a mention.
        private boolean endsInPunctuation() {
            return !isNamePart(name.codePointBefore(name.length()));
        }
    }

    /**
     * A mention in a text.
     *
     * @param kind target of the mention
     * @param user id of the account; 0 for a group of participants
     * @param start of the sign, in code points
     * @param length of sign and name, in code points
     */
    record Match(MentionKind kind, long user, int start, int length) {}

    private record Found(Name name, int end) {}

    /** Returns whether a text contains a sign that can start a mention. */
    static boolean isPossibleIn(String text) {
        return text.indexOf(SIGNS.charAt(0)) >= 0 || text.indexOf(SIGNS.charAt(1)) >= 0;
    }

    /** Returns the mentions in a text, in order and without overlaps. */
    List<Match> parse(String text) {
        var matches = new ArrayList<Match>();
        var context = new Context(text);
        var counted = 0;
        var codePoints = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isSign(text.charAt(i)) || !isStart(text, i)) {
                continue;
            }
            var found = find(text, i + 1);
            if (found.isEmpty()) {
                continue;
            }
            if (context.isCodeOrUrl(i) || isEmail(text, i)) {
                continue;
            }
            codePoints += text.codePointCount(counted, i);
            counted = i;
            var end = found.get().end();
            var name = found.get().name();
            matches.add(new Match(name.kind(), name.user(), codePoints, text.codePointCount(i, end)));
            i = end - 1;
        }
        return matches;
    }

    // Returns the longest matching name; a name that ends in punctuation only if no other matches.
    private Optional<Found> find(String text, int start) {
        Optional<Found> regular = Optional.empty();
        Optional<Found> other = Optional.empty();
        var node = root;
        for (int i = start; i < text.length() && node != null; ) {
            var character = text.codePointAt(i);
            i += Character.charCount(character);
            var folded = folded(character);
            node = node.follow(folded);
            if (node == null || node.name == null || folded.isEmpty()) {
                continue;
            }
            if (!node.name.endsInPunctuation()) {
                regular = isEnd(text, i) ? Optional.of(new Found(node.name, i)) : regular;
            } else if (i == text.length() || !isNamePart(text.codePointAt(i)) && !isSign(text.codePointAt(i))) {
                other = Optional.of(new Found(node.name, i));
            }
        }
        return regular.isPresent() ? regular : other;
    }

    // Checks the character before the sign, or the letter to which a mark before the sign belongs.
    private static boolean isStart(String text, int sign) {
        for (int i = sign; i > 0; ) {
            var before = text.codePointBefore(i);
            var type = Character.getType(before);
            if (before == EMOJI_SELECTOR || type == Character.ENCLOSING_MARK || isIgnorable(before)) {
                return true;
            }
            if (!isMark(type)) {
                return !isSign(before) && (!Character.isLetterOrDigit(before) || UNSPACED.contains(before));
            }
            i -= Character.charCount(before);
        }
        return true;
    }

    // "@ama." ends a sentence, "@ama.b" can be another name, and "@ama@example.com" is an address.
    private static boolean isEnd(String text, int index) {
        if (index == text.length()) {
            return true;
        }
        var after = text.codePointAt(index);
        if (SEPARATORS.indexOf(after) >= 0) {
            return index + 1 == text.length() || !isNamePart(text.codePointAt(index + 1));
        }
        if (UNSPACED.contains(after)) {
            return !CLUSTER_EXTENDERS.contains(after);
        }
        return !isSign(after) && !isNamePart(after);
    }

    private static boolean isNamePart(int character) {
        return Character.isLetterOrDigit(character) || isMark(Character.getType(character)) && !isIgnorable(character);
    }

    private static boolean isMark(int type) {
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isIgnorable(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    private static boolean isSign(int character) {
        return SIGNS.indexOf(character) >= 0;
    }

    // Detects addresses whose local part ends in punctuation, such as a_@example.com. After a letter, no mention
    // starts.
    private static boolean isEmail(String text, int sign) {
        var start = sign;
        var hasLetter = false;
        while (start > 0 && isLocalPart(text.charAt(start - 1))) {
            start--;
            hasLetter |= Character.isLetterOrDigit(text.charAt(start));
        }
        return hasLetter
                && text.charAt(sign - 1) != '.'
                && EMAIL_DOMAIN.matcher(text).region(sign + 1, text.length()).lookingAt();
    }

    private static boolean isLocalPart(char character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "._%+-".indexOf(character) >= 0);
    }

    private void add(Name name) {
        // A name of punctuation only would match in sentences without mentions.
        if (name.name().codePoints().noneMatch(Character::isLetterOrDigit)) {
            return;
        }
        var node = root;
        for (var character : name.name().codePoints().toArray()) {
            node = node.grow(folded(character));
        }
        node.name = node.name == null ? name : node.name;
    }

    // A character can become several when decomposed, so that é matches in either normalization form.
    private static String folded(int character) {
        return character < 0x80
                ? ASCII[character]
                : DECOMPOSITION.normalize(CASE_FOLDING.normalize(Character.toString(character)));
    }

    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private Name name;

        private Node grow(String characters) {
            var node = this;
            for (var character : characters.codePoints().toArray()) {
                node = node.next.computeIfAbsent(character, any -> new Node());
            }
            return node;
        }

        private Node follow(String characters) {
            var node = this;
            for (int i = 0; i < characters.length() && node != null; ) {
                var character = characters.codePointAt(i);
                node = node.next.get(character);
                i += Character.charCount(character);
            }
            return node;
        }
    }

    /** The code, link targets and URLs in a text, each searched only if a name was found that can be in it. */
    private static final class Context {
        private final String text;
        private BitSet code;
        private BitSet urls;

        private Context(String text) {
            this.text = text;
        }

        private boolean isCodeOrUrl(int sign) {
            if (code == null) {
                code = MarkdownRanges.ofCodeAndLinkTargets(text);
            }
            return code.get(sign) || isUrl(sign);
        }

        private boolean isUrl(int sign) {
            if (urls == null && canBeInUrl(sign)) {
                urls = urls();
            }
            return urls != null && urls.get(sign);
        }

        // Inside a URL, a slash, a question mark, a number sign or "www." precedes the sign.
        private boolean canBeInUrl(int sign) {
            for (int i = sign - 1; i >= 0 && !Character.isWhitespace(text.charAt(i)); i--) {
                if ("/?#".indexOf(text.charAt(i)) >= 0 || text.regionMatches(true, i, "www.", 0, "www.".length())) {
                    return true;
                }
            }
            return false;
        }

        // Code and link targets are masked: "[text](https://example.com)@ama" is a mention after a link.
        private BitSet urls() {
            var prose = text;
            if (!code.isEmpty()) {
                var masked = new StringBuilder(text);
                code.stream().forEach(i -> masked.setCharAt(i, ' '));
                prose = masked.toString();
            }
            var found = new BitSet(text.length());
            var matcher = URL.matcher(prose);
            while (matcher.find()) {
                found.set(matcher.start(), matcher.end());
            }
            return found;
        }
    }
}
