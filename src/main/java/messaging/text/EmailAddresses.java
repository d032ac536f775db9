package messaging.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/** Email addresses in the form in which they are stored and compared: the domain in IDNA A-labels (S-TEXT-5). */
public final class EmailAddresses {
    private static final IDNA IDNA_2008 = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    // Longer than any valid address in any form. Longer text is rejected without further checks.
    private static final int MAX_UNITS = 1_000;

    private EmailAddresses() {}

    /**
     * Returns the form of an address that is stored: the local part in NFC, the domain in lower-case A-labels.
     *
     * @param address any text
     * @return empty if the domain is not valid, or if a character is invisible, a control or white space, or changes the
     *     direction of the text
     */
    public static Optional<String> canonical(String address) {
        int at = address.lastIndexOf('@');
        if (address.length() > MAX_UNITS
                || at < 1
                || at == address.length() - 1
                || address.codePoints().anyMatch(EmailAddresses::isForbidden)) {
            return Optional.empty();
        }
        var local = Normalizer2.getNFCInstance().normalize(address.substring(0, at));
        return domain(address.substring(at + 1)).map(domain -> local + "@" + domain);
    }

    /**
     * Returns an address with its domain in Unicode, for display and for comparison with addresses that a previous version
     * has stored.
     *
     * @param address an address
     * @return the address with U-labels where it has A-labels
     */
    public static String unicode(String address) {
        int at = address.lastIndexOf('@');
        var domain = new StringBuilder();
        IDNA_2008.nameToUnicode(address.substring(at + 1), domain, new IDNA.Info());
        return address.substring(0, at + 1) + domain;
    }

    /**
     * Returns whether two addresses are the same mailbox as far as this server can know.
     *
     * @param address an address
     * @param other an address
     * @return true if their canonical forms differ in case at most
     */
    public static boolean isSame(String address, String other) {
        return canonical(address)
                .orElse(address)
                .equalsIgnoreCase(canonical(other).orElse(other));
    }

    private static Optional<String> domain(String domain) {
        if (domain.startsWith("[")) {
            return Optional.of(domain.toLowerCase(Locale.ROOT)); // An IP address, which has no labels.
        }
        var ascii = new StringBuilder();
        var info = new IDNA.Info();
        IDNA_2008.nameToASCII(domain, ascii, info);
        var errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(info.getErrors());
        errors.remove(IDNA.Error.HYPHEN_3_4); // Registered names have these, for example r3---sn.
        return errors.isEmpty() && !ascii.isEmpty()
                ? Optional.of(ascii.toString().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static boolean isForbidden(int character) {
        return switch (UCharacter.getType(character)) {
            case ECharacterCategory.CONTROL,
                    ECharacterCategory.FORMAT,
                    ECharacterCategory.SURROGATE,
                    ECharacterCategory.LINE_SEPARATOR,
                    ECharacterCategory.PARAGRAPH_SEPARATOR -> true;
            case ECharacterCategory.SPACE_SEPARATOR -> character != ' '; // A quoted local part can contain spaces.
            default -> UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }
}
