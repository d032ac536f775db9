package messaging.user;

import messaging.text.EmailAddresses;
import messaging.text.TextFolding;

/**
 * The text of a profile, folded for searching (S-TEXT-1). Line breaks separate the parts, because no search term contains one.
 *
 * @param names username and names, which every user may search
 * @param email the address with its domain in both forms, which only administrators may search; null if there is no address
 */
public record FoldedProfile(String names, String email) {
    /**
     * Folds a profile.
     *
     * @param profile names and email address
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
