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
 * The rules for new usernames, and the detection of confusable ones (S-TEXT-2). A username has letters and digits with a
 * single {@code .}, {@code _} or {@code -} between them, all of one script or of a combination that UTS #39 calls highly
 * restrictive.
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
     * Returns whether a name consists of letters, digits and single separators between them, without invisible characters
     * and compatibility variants such as full-width letters.
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
     * Returns whether a name mixes scripts or digits in a way that no language does.
     *
     * @param name a well-formed name
     * @return true if the name must be rejected
     */
    public static boolean mixesScripts(String name) {
        return CHECKER.failsChecks(name);
    }

    /**
     * Returns the UTS #39 skeletons of a name, which it shares with all names that readers may confuse with it, regardless of
     * case: of the name in lower case and, if it has lower-case letters, as written. They differ if a capital looks like a
     * different lower-case letter: {@code KwameI} can be read as {@code kwamel}.
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
     * Returns the hashes of the skeletons, which have the same size for all names.
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
