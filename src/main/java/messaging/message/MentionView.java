package messaging.message;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A place in a message that names a participant, or all of them.
 *
 * @param user id of the account; 0 in a mention of all, so that the field stays a number for typed clients
 * @param username its current username; {@code all} or {@code here} in a mention of all
 * @param offset where the sign @ is, in code points from 0
 * @param length of the sign and the name, in code points
 * @param kind whether it names one user, all participants, or those who were online
 */
@Schema(name = "Mention", description = "A place in a message that names a participant, or all of them")
public record MentionView(
        @Schema(
                examples = "2",
                required = true,
                minimum = "0",
                description = "Id of the user; 0 if kind is not user, which is the id of no user")
        long user,

        @Schema(
                examples = "ama",
                required = true,
                description = "Current username of the user; all or here if kind is not user")
        String username,

        @Schema(
                examples = "6",
                required = true,
                minimum = "0",
                description = "Where the sign @ is, in code points from 0")
        int offset,

        @Schema(
                examples = "4",
                required = true,
                minimum = "2",
                description = "Length of the sign and the name, in code points")
        int length,

        @Schema(
                examples = "user",
                required = true,
                implementation = String.class,
                enumeration = {"user", "all", "here"},
                description =
                        "user: one participant; all: every participant at the time of the message; here: those who"
                                + " were online")
        MentionKind kind) {

    static MentionView ofGroup(MentionKind kind, int offset, int length) {
        return new MentionView(0, kind.wireName(), offset, length, kind);
    }

    /** Creates the view from columns; user and username count only if the kind names a user. */
    static MentionView of(MentionKind kind, long user, String username, int offset, int length) {
        return kind == MentionKind.USER
                ? new MentionView(user, username, offset, length, kind)
                : ofGroup(kind, offset, length);
    }
}
