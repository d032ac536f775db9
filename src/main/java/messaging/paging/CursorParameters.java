package messaging.paging;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import messaging.paging.Cursor.Side;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.ValueFormat;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The raw query parameters of a list with cursors (S-PLUS-6): {@code before}, {@code after} or {@code around}. */
public class CursorParameters extends ListParameters {
    private static final String PATTERN = "^(id:)?[0-9]{1,19}$";
    private static final Pattern CURSOR = Pattern.compile(PATTERN);
    private static final String RULES = " Only one of before, after and around is allowed, without an offset and sorted"
            + " by seq or -seq. The links in the response use cursors too.";

    @QueryParam("before")
    @Parameter(
            description =
                    "The nearest messages before this seq (120), or before the message with this id (id:42)." + RULES,
            schema = @Schema(type = SchemaType.STRING, pattern = PATTERN))
    private String before;

    @QueryParam("after")
    @Parameter(
            description =
                    "The nearest messages after this seq (120), or after the message with this id (id:42)." + RULES,
            schema = @Schema(type = SchemaType.STRING, pattern = PATTERN))
    private String after;

    @QueryParam("around")
    @Parameter(
            description =
                    "The message with this seq (120) or this id (id:42), with about as many messages before as after"
                            + " it." + RULES,
            schema = @Schema(type = SchemaType.STRING, pattern = PATTERN))
    private String around;

    @Override
    Optional<Cursor> cursor(ListOptions options, List<PageQuery.Order> order, int offset, List<FieldError> errors) {
        var given = Stream.of(Side.values()).filter(side -> value(side) != null).toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        given.stream()
                .skip(1)
                .map(side -> FieldError.of(
                        side.parameter(),
                        ErrorCode.NOT_ALLOWED_WITH,
                        Map.of("other", given.get(0).parameter())))
                .forEach(errors::add);
        if (offset > 0) {
            errors.add(FieldError.of(
                    "offset",
                    ErrorCode.NOT_ALLOWED_WITH,
                    Map.of("other", given.get(0).parameter())));
        }
        if (!order.isEmpty() && !options.isAlongCursor(order)) {
            errors.add(FieldError.choice(
                    "ordering",
                    options.fieldsAlongCursor().stream()
                            .flatMap(name -> Stream.of(name, "-" + name))
                            .toList()));
        }
        given.stream()
                .filter(Predicate.not(side -> CURSOR.matcher(value(side)).matches()))
                .map(side -> FieldError.format(side.parameter(), ValueFormat.MESSAGE_CURSOR))
                .forEach(errors::add);
        return errors.isEmpty() ? Optional.of(parse(given.get(0))) : Optional.empty();
    }

    private Cursor parse(Side side) {
        var value = value(side);
        var isId = value.startsWith(Cursor.ID_PREFIX);
        return new Cursor(side, parseBounded(isId ? value.substring(Cursor.ID_PREFIX.length()) : value), isId);
    }

    // Nineteen digits can exceed a long. No message has a larger number, so the largest one means the same.
    private static long parseBounded(String digits) {
        try {
            return Math.min(Long.parseLong(digits), Long.MAX_VALUE - 1);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE - 1;
        }
    }

    private String value(Side side) {
        var value = switch (side) {
            case BEFORE -> before;
            case AFTER -> after;
            case AROUND -> around;
        };
        // An empty value counts as absent.
        return value == null || value.isEmpty() ? null : value;
    }
}
