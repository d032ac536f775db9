package messaging.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problems that the API reports (RFC 9457, S-ERR-1). Names are stable: clients branch on them. The server
 * resolves each {@link #uri} to a page with the same texts, and {@code docs/problems.md} lists all of them.
 */
public enum ProblemType {
    // 400
    INVALID_INPUT(
            Status.BAD_REQUEST,
            "Invalid input",
            "One or more fields or parameters are not valid.",
            "Correct every entry of errors and send the request again. Branch on the code of each entry."),
    MALFORMED_JSON(
            Status.BAD_REQUEST,
            "Malformed JSON",
            "The request body is not well-formed JSON in UTF-8.",
            "Send a single JSON object without duplicate field names. The detail names line and column."),
    JSON_LIMIT_EXCEEDED(
            Status.BAD_REQUEST,
            "JSON limit exceeded",
            "The request body is nested too deeply, or a number or name in it is too long.",
            "Send flatter JSON with shorter numbers and names."),
    INCOMPLETE_BODY(
            Status.BAD_REQUEST,
            "Incomplete body",
            "The request body ended before it was complete.",
            "Send the request again. Check Content-Length and the chunked encoding."),
    MALFORMED_GZIP(
            Status.BAD_REQUEST,
            "Malformed gzip",
            "The request body has the Content-Encoding gzip, but is not one complete gzip member.",
            "Compress the whole body with gzip once, or leave out the header Content-Encoding."),
    MALFORMED_REQUEST(
            Status.BAD_REQUEST,
            "Malformed request",
            "The request line or a header is not valid HTTP.",
            "Correct the request. The detail says what is wrong where the server knows it."),
    UNKNOWN_HOST(
            Status.BAD_REQUEST,
            "Unknown host",
            "The server is not configured for the host name in the request.",
            "Check the URL. Administrators add host names to ALLOWED_HOSTS."),
    INVALID_RESET_CODE(
            Status.BAD_REQUEST,
            "Invalid reset code",
            "The password reset code is wrong, already used or expired.",
            "Request a new code."),

    // 401
    NOT_AUTHENTICATED(
            Status.UNAUTHORIZED,
            "Not authenticated",
            "The request has no access token.",
            "Sign in and send the access token in the header \"Authorization: Bearer …\"."),
    TOKEN_NOT_VALID(
            Status.UNAUTHORIZED,
            "Token not valid",
            "The token is expired, revoked or not valid for this server.",
            "Refresh the access token. If the refresh token is refused as well, sign in again."),
    INVALID_CREDENTIALS(
            Status.UNAUTHORIZED,
            "Invalid credentials",
            "No active account matches the username and password.",
            "Check both, or reset the password."),

    // 403
    PERMISSION_DENIED(
            Status.FORBIDDEN,
            "Permission denied",
            "Only administrators of the site can do this.",
            "Ask an administrator."),
    CROSS_SITE_REQUEST(
            Status.FORBIDDEN,
            "Cross-site request",
            "The refresh cookie is accepted only from pages of this site.",
            "Other clients keep the refresh token themselves and use /api/v1/token/refresh/."),
    DIRECT_CONVERSATION_FIXED(
            Status.FORBIDDEN,
            "Direct conversations cannot be changed",
            "A direct conversation always has the same two participants and no title, and it cannot be deleted.",
            "Create a group for anything else. Archiving hides a direct conversation."),
    OWNER_REQUIRED(
            Status.FORBIDDEN,
            "Owner required",
            "Only the owner of the conversation can do this.",
            "Ask the owner, or have the ownership transferred."),
    CONVERSATION_ADMIN_REQUIRED(
            Status.FORBIDDEN,
            "Conversation administrator required",
            "Only the owner and the administrators of the conversation can do this.",
            "Ask one of them, or have the role changed."),
    REMOVAL_NOT_ALLOWED(
            Status.FORBIDDEN,
            "Removal not allowed",
            "The caller's role does not allow removing this participant.",
            "The owner removes anyone else, administrators remove members, and every participant can leave."),
    NOT_SENDER(
            Status.FORBIDDEN, "Not the sender", "Only the sender can edit a message.", "Send a new message instead."),
    DELETION_NOT_ALLOWED(
            Status.FORBIDDEN,
            "Deletion not allowed",
            "Only the sender and the administrators of the conversation can delete a message.",
            "Ask one of them."),

    // 404
    NOT_FOUND(
            Status.NOT_FOUND,
            "Not found",
            "No resource exists at this address.",
            "Check the path against the OpenAPI document at /openapi."),
    CONVERSATION_NOT_FOUND(
            Status.NOT_FOUND,
            "Conversation not found",
            "The conversation does not exist, or the caller is not a participant.",
            "Remove it from the client's list of conversations."),
    MESSAGE_NOT_FOUND(
            Status.NOT_FOUND,
            "Message not found",
            "The message does not exist in this conversation, is deleted, or is not visible to the caller.",
            "Remove it from the client's list of messages."),
    PARTICIPANT_NOT_FOUND(
            Status.NOT_FOUND,
            "Participant not found",
            "The user is not a participant of the conversation.",
            "Read the participants again."),
    USER_NOT_FOUND(
            Status.NOT_FOUND, "User not found", "The account does not exist or has been deleted.", "Check the id."),
    SESSION_NOT_FOUND(
            Status.NOT_FOUND,
            "Session not found",
            "The session does not exist, has ended, or belongs to another user.",
            "Read the list of sessions again."),
    DIRECTORY_DISABLED(
            Status.NOT_FOUND,
            "Directory disabled",
            "The directory of users is disabled on this server.",
            "Enter user ids, or ask the administrator to set DIRECTORY_ENABLED."),

    // 405 to 415
    METHOD_NOT_ALLOWED(
            Status.METHOD_NOT_ALLOWED,
            "Method not allowed",
            "This address does not support the HTTP method.",
            "Use one of the methods in the header Allow."),
    NOT_ACCEPTABLE(
            Status.NOT_ACCEPTABLE,
            "Not acceptable",
            "The Accept header excludes every media type that this address can return.",
            "Accept application/json, or text/event-stream for events/, or leave the header out."),
    ACCOUNT_DELETED(
            Status.CONFLICT,
            "Account deleted",
            "The account was deleted by its user and cannot be restored or changed.",
            "Register a new account."),
    LAST_ADMINISTRATOR(
            Status.CONFLICT,
            "Last administrator",
            "The caller is the last administrator of the site.",
            "Make another user an administrator first."),
    OWN_ACCOUNT(
            Status.CONFLICT,
            "Own account",
            "Administrators cannot deactivate or demote themselves.",
            "Ask another administrator."),
    EXTERNAL_ACCOUNT(
            Status.CONFLICT,
            "External account",
            "The user signs in through an external identity provider and has no password here.",
            "Reset the password at the identity provider."),
    OWNERSHIP_TRANSFER_REQUIRED(
            Status.CONFLICT,
            "Ownership transfer required",
            "The owner cannot leave a conversation that has other participants.",
            "Transfer the ownership to another participant first, or delete the conversation."),
    PARTICIPANT_DEACTIVATED(
            Status.CONFLICT,
            "Participant deactivated",
            "Only users with an active account can own or administer a group.",
            "Choose another participant, or have an administrator of the site reactivate the account."),
    TOO_MANY_REACTIONS(
            Status.CONFLICT,
            "Too many reactions",
            "The message already has the maximum number of different emoji.",
            "Choose an emoji that the message already has."),
    CLIENT_ID_REUSED(
            Status.CONFLICT,
            "Client id reused",
            "The client_id was already used for a different request.",
            "Generate a new client_id for every request, and repeat it only to retry the same request."),
    CONVERSATION_GONE(
            Status.GONE,
            "Conversation gone",
            "The retried request created a conversation that has since been deleted, or that the caller has left.",
            "Do not retry. Create a new conversation with a new client_id."),
    MESSAGE_DELETED(
            Status.GONE,
            "Message deleted",
            "The retried request sent a message that has since been deleted.",
            "Do not retry. Send a new message with a new client_id."),
    REVISION_MISMATCH(
            Status.PRECONDITION_FAILED,
            "Revision mismatch",
            "The resource has changed since the revision in If-Match.",
            "Read the resource again, apply the change to it, and retry with the new ETag."),
    BODY_TOO_LARGE(
            Status.REQUEST_ENTITY_TOO_LARGE,
            "Body too large",
            "The request body exceeds the size limit.",
            "Send a smaller body. Administrators set the limit with MAX_BODY_BYTES."),
    UNSUPPORTED_MEDIA_TYPE(
            Status.UNSUPPORTED_MEDIA_TYPE,
            "Unsupported media type",
            "The request body must be application/json in UTF-8.",
            "Set the header \"Content-Type: application/json\"."),
    UNSUPPORTED_CONTENT_ENCODING(
            Status.UNSUPPORTED_MEDIA_TYPE,
            "Unsupported content encoding",
            "The request body has a Content-Encoding other than gzip.",
            "Use gzip once, or leave out the header Content-Encoding. The header Accept-Encoding of the response lists both."),

    // 429 and 5xx
    TOO_MANY_ATTEMPTS(
            Status.TOO_MANY_REQUESTS,
            "Too many attempts",
            "The limit for this kind of request is exceeded.",
            "Wait for the number of seconds in Retry-After."),
    TOO_MANY_CONNECTIONS(
            Status.TOO_MANY_REQUESTS,
            "Too many connections",
            "The account has too many open live connections.",
            "Close one of them, then retry after the number of seconds in Retry-After."),
    REQUEST_FAILED(
            Status.BAD_REQUEST,
            "Request failed",
            "The server could not process the request.",
            "Check the status code and correct the request."),
    INTERNAL_ERROR(
            Status.INTERNAL_SERVER_ERROR,
            "Internal error",
            "An unexpected error occurred on the server.",
            "Retry later. Give administrators the request_id, which identifies the error in the server's log."),
    SERVER_BUSY(
            Status.SERVICE_UNAVAILABLE,
            "Server busy",
            "The server cannot process the request at the moment.",
            "Retry after the number of seconds in Retry-After. Retries of requests with a client_id are safe."),
    CONNECTION_LIMIT_REACHED(
            Status.SERVICE_UNAVAILABLE,
            "Connection limit reached",
            "The server has the maximum number of open live connections.",
            "Retry after the number of seconds in Retry-After."),
    ISSUER_UNAVAILABLE(
            Status.SERVICE_UNAVAILABLE,
            "Issuer unavailable",
            "The identity provider that issued the token does not respond.",
            "Retry after the number of seconds in Retry-After.");

    /** Path of the pages about problems, and prefix of every type. */
    public static final String PATH = "/problems/";

    private final String id;
    private final Status status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemType(Status status, String title, String meaning, String remedy) {
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /**
     * Returns the type for an error that JAX-RS or the container reports only by its status.
     *
     * @param status HTTP status code, 400 or more
     * @return the generic type for the status
     */
    public static ProblemType ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> NOT_AUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 412 -> REVISION_MISMATCH;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_ATTEMPTS;
            case 503 -> SERVER_BUSY;
            default -> status < 500 ? REQUEST_FAILED : INTERNAL_ERROR;
        };
    }

    /**
     * Finds a type by its wire name.
     *
     * @param id such as {@code conversation-not-found}
     * @return empty for an unknown name
     */
    public static Optional<ProblemType> find(String id) {
        return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
    }

    /**
     * Returns the wire name.
     *
     * @return such as {@code conversation-not-found}
     */
    public String id() {
        return id;
    }

    /**
     * Returns the URI reference that is the value of {@code type}.
     *
     * @return such as {@code /problems/conversation-not-found}
     */
    public URI uri() {
        return URI.create(PATH + id);
    }

    /**
     * Returns the HTTP status of responses of this type. Only {@link #REQUEST_FAILED} and {@link #INTERNAL_ERROR} are
     * also used with other statuses.
     *
     * @return 4xx or 5xx
     */
    public Status status() {
        return status;
    }

    /**
     * Returns the title, which is the same for every problem of the type.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * Returns the description of the problem.
     *
     * @return one sentence
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Returns what users or developers can do about the problem.
     *
     * @return one or two sentences
     */
    public String remedy() {
        return remedy;
    }

    /**
     * Returns the member {@code code} of 401 responses, by which clients of Django REST framework and Simple JWT
     * distinguish them.
     *
     * @return empty for all other statuses
     */
    public Optional<String> code() {
        return switch (this) {
            case NOT_AUTHENTICATED -> Optional.of("not_authenticated");
            case TOKEN_NOT_VALID -> Optional.of("token_not_valid");
            case INVALID_CREDENTIALS -> Optional.of("no_active_account");
            default -> Optional.empty();
        };
    }

    /** Returns the URI reference as text. */
    @Override
    @JsonValue
    public String toString() {
        return PATH + id;
    }
}
