package messaging.message;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A mention in a message.
 *
 * @param user id of the account; 0 in a group mention, so the field is always a number for typed clients
 * @param username current username of the account; {@code all} or {@code here} in a group mention
 * @param offset position of the @ sign, in code points from 0
 * @param length of the @ sign and the name, in code points
 * @param kind target of the mention
 */
@Schema(name = "Mention", description = "A mention in a message")
public record MentionView(
        @Schema(examples = "2", required = true, minimum = "0", description = "Id of the user; 0 if kind is not user")
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
                description = "Position of the @ sign, in code points from 0")
        int offset,

        @Schema(
                examples = "4",
                required = true,
                minimum = "2",
                description = "Length of the @ sign and the name, in code points")
        int length,

        @Schema(
                examples = "user",
                required = true,
                implementation = String.class,
                enumeration = {"user", "all", "here"},
                description = "user: one participant; all: all participants at the time of the message; here: the"
                        + " participants who were online")
        MentionKind kind) {

    static MentionView ofGroup(MentionKind kind, int offset, int length) {
        return new MentionView(0, kind.wireName(), offset, length, kind);
    }

    /** Creates the view from columns; user and username are ignored in a group mention. */
    static MentionView of(MentionKind kind, long user, String username, int offset, int length) {
        return kind == MentionKind.USER
                ? new MentionView(user, username, offset, length, kind)
                : ofGroup(kind, offset, length);
    }
}
