package messaging.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What new usernames look like, and which of them look alike (S-TEXT-2): letters and digits with a single {@code .},
 * {@code _} or {@code -} between them, all of one script or of a combination that UTS #39 calls highly restrictive.
 */
public final class UsernameRules {
    // At most four combining marks on a letter, as UTS #39 recommends.
    private static final Pattern STRUCTURE =
            Pattern.compile("(?:[\\p{L}\\p{Nd}]\\p{M}{0,4}+)++(?:[._-](?:[\\p{L}\\p{Nd}]\\p{M}{0,4}+)++)*+");

    // Thai and Lao write these vowels as one character, although they have compatibility decompositions.
    private static final Pattern SARA_AM = Pattern.compile("[\\u0E33\\u0EB3]");

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final SpoofChecker CHECKER = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL
                    | SpoofChecker.MIXED_NUMBERS
                    | SpoofChecker.INVISIBLE
                    | SpoofChecker.HIDDEN_OVERLAY)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private UsernameRules() {}

    /**
     * Returns the form in which a username is stored and looked up.
     *
     * @param name any text
     * @return the name in NFC
     */
    public static String normalize(String name) {
        return NFC.normalize(name);
    }

    /**
     * Tells whether a name is made of letters, digits and single separators between them, none of them invisible or a
     * compatibility variant such as a full-width letter.
     *
     * @param name a name in NFC
     * @return true if its characters and their order are valid
     */
    public static boolean isWellFormed(String name) {
        return STRUCTURE.matcher(name).matches()
                && NFKC.isNormalized(SARA_AM.matcher(name).replaceAll(""))
                && name.codePoints()
                        .noneMatch(character ->
                                UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT));
    }

    /**
     * Tells whether a name mixes scripts or digits in a way that no language does.
     *
     * @param name a well-formed name
     * @return true if the name should be refused
     */
    public static boolean mixesScripts(String name) {
        return CHECKER.failsChecks(name);
    }

    /**
     * Returns what a name has in common with all names that readers may confuse it with, regardless of case: the UTS #39
     * skeletons of the name in lower case and, if small letters are in it, as written. They differ where a capital looks
     * like another small letter: {@code KwameI} may be read as {@code kwamel}.
     *
     * @param name any name
     * @return one or two skeletons
     */
    public static List<String> skeletons(String name) {
        var normalized = normalize(name);
        var folded = UCharacter.foldCase(normalized, true);
        var asWritten = normalized.codePoints().anyMatch(UCharacter::isLowerCase) ? normalized : folded;
        return Stream.of(folded, asWritten)
                .map(CHECKER::getSkeleton)
                .map(skeleton -> UCharacter.foldCase(skeleton, true))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns the skeletons' hashes, which have the same size however long the name is.
     *
     * @param name any name
     * @return one or two SHA-256 hashes
     */
    public static List<byte[]> skeletonHashes(String name) {
        return skeletons(name).stream().map(UsernameRules::hash).toList();
    }

    private static byte[] hash(String skeleton) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(skeleton.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
