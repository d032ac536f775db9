package messaging.user;

import messaging.text.EmailAddresses;
import messaging.text.TextFolding;

/**
 * A profile's text, folded for searching (S-TEXT-1). The parts are separated by line breaks, which no term contains.
 *
 * @param names username and names, which every user may search
 * @param email the address with its domain in both forms, which only administrators may search; null without one
 */
public record FoldedProfile(String names, String email) {
    /**
     * Folds a profile.
     *
     * @param profile names and address
     * @return the folded text
     */
    public static FoldedProfile of(Profile profile) {
        return new FoldedProfile(
                TextFolding.fold(profile.username()) + "\n" + TextFolding.fold(profile.firstName()) + "\n"
                        + TextFolding.fold(profile.lastName()),
                profile.email() == null
                        ? null
                        : TextFolding.fold(profile.email()) + "\n"
                                + TextFolding.fold(EmailAddresses.unicode(profile.email())));
    }
}
