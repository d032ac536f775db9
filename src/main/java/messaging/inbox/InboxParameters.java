package messaging.inbox;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import messaging.conversation.Kind;
import messaging.paging.PageQuery;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The raw query parameters that filter the list of conversations. */
public class InboxParameters {
    @QueryParam("unread")
    @Parameter(
            description = "Only conversations with unread messages (true) or without (false).",
            schema = @Schema(type = SchemaType.BOOLEAN))
    private String unread;

    @QueryParam("archived")
    @Parameter(
            description = "Only conversations that the caller has archived (true) or not (false).",
            schema = @Schema(type = SchemaType.BOOLEAN))
    private String archived;

    @QueryParam("pinned")
    @Parameter(
            description = "Only conversations that the caller has pinned (true) or not (false).",
            schema = @Schema(type = SchemaType.BOOLEAN))
    private String pinned;

    @QueryParam("muted")
    @Parameter(
            description = "Only conversations that the caller has muted (true) or not (false).",
            schema = @Schema(type = SchemaType.BOOLEAN))
    private String muted;

    @QueryParam("kind")
    @Parameter(description = "Only conversations of this kind.", schema = @Schema(implementation = Kind.class))
    private String kind;

    /** The validated query. */
    record Query(PageQuery page, InboxFilter filter) {}

    /**
     * Validates the parameters together with those that all lists have.
     *
     * @param page validates the common parameters
     * @return the validated query
     * @throws InvalidInput with every invalid parameter
     */
    Query query(Supplier<PageQuery> page) {
        var errors = new ArrayList<FieldError>();
        var checked = Optional.<PageQuery>empty();
        try {
            checked = Optional.of(page.get());
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
        }
        var wantsUnread = flag("unread", unread, errors);
        var flags = new HashMap<String, Boolean>();
        flag("archived", archived, errors).ifPresent(on -> flags.put("archived", on));
        flag("pinned", pinned, errors).ifPresent(on -> flags.put("pinned", on));
        flag("muted", muted, errors).ifPresent(on -> flags.put("muted", on));
        var wantedKind = kind(errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return new Query(checked.orElseThrow(), new InboxFilter(wantsUnread, flags, wantedKind));
    }

    private static Optional<Boolean> flag(String name, String value, List<FieldError> errors) {
        var given = given(value);
        if (given.isPresent() && !given.get().equals("true") && !given.get().equals("false")) {
            errors.add(FieldError.type(name, JsonType.BOOLEAN));
        }
        return given.map("true"::equals);
    }

    // An empty value counts as absent.
    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private Optional<Kind> kind(List<FieldError> errors) {
        var found = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.toString().equals(kind))
                .findFirst();
        if (given(kind).isPresent() && found.isEmpty()) {
            errors.add(FieldError.choice(
                    "kind", Arrays.stream(Kind.values()).map(Kind::toString).toList()));
        }
        return found;
    }
}
