package messaging.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.fellbaum.jemoji.Emoji;
import net.fellbaum.jemoji.EmojiManager;
import net.fellbaum.jemoji.Qualification;

/**
 * The emoji of Unicode's list (UTS #51, emoji-test.txt) in their fully qualified form, with exactly the variation selectors
 * of the list. {@code 👍} with and without a selector is the same emoji (S-TEXT-7).
 */
public final class Emojis {
    private static final int EMOJI_SELECTOR = 0xFE0F;
    private static final String SELECTOR = Character.toString(EMOJI_SELECTOR);

    // By the form without selectors, which is unique. The list contains skin tones and hair too.
    private static final Map<String, String> QUALIFIED = EmojiManager.getAllEmojis().stream()
            .filter(emoji -> Set.of(Qualification.FULLY_QUALIFIED, Qualification.COMPONENT)
                    .contains(emoji.getQualification()))
            .map(Emoji::getEmoji)
            .collect(Collectors.toUnmodifiableMap(Emojis::withoutSelectors, emoji -> emoji));

    private Emojis() {}

    /**
     * Returns the fully qualified form of an emoji.
     *
     * @param text an emoji, with any of its emoji variation selectors present or missing
     * @return the form of Unicode's list; empty if the text is not a single emoji
     */
    public static Optional<String> qualify(String text) {
        return hasMisplacedSelector(text)
                ? Optional.empty()
                : Optional.ofNullable(QUALIFIED.get(withoutSelectors(text)));
    }

    // A selector must follow a character that can be an emoji, and only once.
    private static boolean hasMisplacedSelector(String text) {
        var before = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            var character = text.codePointAt(i);
            if (character == EMOJI_SELECTOR && !UCharacter.hasBinaryProperty(before, UProperty.EMOJI)) {
                return true;
            }
            before = character;
        }
        return false;
    }

    private static String withoutSelectors(String text) {
        return text.replace(SELECTOR, "");
    }
}
