package messaging.message;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where a message names a participant.
 *
 * @param user id of the account
 * @param username its present user name
 * @param offset where the sign @ stands, in code points from 0
 * @param length of the sign and the name, in code points
 */
@Schema(name = "Mention", description = "Where a message names a participant")
public record MentionView(
        @Schema(examples = "2", required = true, description = "Id of the user")
        long user,

        @Schema(examples = "ama", required = true, description = "Their present user name")
        String username,

        @Schema(
                examples = "6",
                required = true,
                minimum = "0",
                description = "Where the sign @ stands, in characters (code points) from 0")
        int offset,

        @Schema(
                examples = "4",
                required = true,
                minimum = "2",
                description = "Length of the sign and the name, in characters (code points)")
        int length) {}
