package messaging.paging;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.problem.ValueFormat;
import messaging.settings.Settings.Lists;
import messaging.text.TextFolding;
import messaging.text.VisibleText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The raw query parameters of a list. */
public class ListParameters {
    private static final int MAX_SEARCH_LENGTH = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,100}");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    @QueryParam("search")
    @Parameter(
            description = "Words that must all occur literally, each in any text field of an item. Ignores case,"
                    + " accents, vowel points, width and invisible characters.",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_SEARCH_LENGTH))
    private String search;

    @QueryParam("ordering")
    @Parameter(
            description = "Fields to sort by, separated by commas; '-' before a field sorts descending, for example"
                    + " -created_at,id.",
            schema = @Schema(type = SchemaType.STRING))
    private String ordering;

    @QueryParam("limit")
    @Parameter(
            description = "Page size (default 20, maximum 100).",
            schema = @Schema(type = SchemaType.INTEGER, format = "int32", minimum = "1", defaultValue = "20"))
    private String limit;

    @QueryParam("offset")
    @Parameter(
            description = "Number of items to skip.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int32", minimum = "0", defaultValue = "0"))
    private String offset;

    @Context
    private HttpServletRequest request;

    /**
     * Validates the parameters.
     *
     * @param listing the list's options
     * @param sizes default and maximum page size
     * @return the validated query
     * @throws InvalidInput with every invalid parameter
     */
    public PageQuery query(Listing<?> listing, Lists sizes) {
        return query(listing.options(), sizes);
    }

    /**
     * Validates the parameters.
     *
     * @param options the list's options
     * @param sizes default and maximum page size
     * @return the validated query
     * @throws InvalidInput with every invalid parameter
     */
    public PageQuery query(ListOptions options, Lists sizes) {
        var errors = new ArrayList<FieldError>();
        var size = number("limit", limit, sizes.defaultLimit(), 1, errors);
        var start = number("offset", offset, 0, 0, errors);
        var terms = terms(options.minSearchLength(), errors);
        List<PageQuery.Order> order = List.of();
        try {
            order = options.ordering(Optional.ofNullable(ordering).filter(text -> !text.isBlank()));
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
        }
        var cursor = cursor(options, order, start, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return new PageQuery(Math.min(size, sizes.maxLimit()), start, terms, order, cursor);
    }

    /** Returns the cursor of a list that allows cursors, or adds the errors in it. */
    Optional<Cursor> cursor(ListOptions options, List<PageQuery.Order> order, int start, List<FieldError> errors) {
        return Optional.empty();
    }

    /**
     * Parses the page size of a response that is not a {@link Page}.
     *
     * @param value raw value of the parameter {@code limit}; null or empty for the default
     * @param sizes default and maximum page size
     * @return 1 or more, capped to the maximum page size
     * @throws InvalidInput if the value is not a positive integer
     */
    public static int parseLimit(String value, Lists sizes) {
        var errors = new ArrayList<FieldError>();
        var size = number("limit", value, sizes.defaultLimit(), 1, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return Math.min(size, sizes.maxLimit());
    }

    /**
     * Parses a parameter that contains an id, such as a filter.
     *
     * @param name of the parameter
     * @param value raw value
     * @return a positive number
     * @throws InvalidInput if the value is not a valid id
     */
    public static long parseId(String name, String value) {
        try {
            if (value.matches("[1-9][0-9]{0,18}")) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            // Nineteen digits can exceed 64 bits.
        }
        throw new InvalidInput(FieldError.format(name, ValueFormat.ID));
    }

    /**
     * Creates the response of a list.
     *
     * @param query the validated query
     * @param slice the items
     * @param <T> type of an item
     * @return the page with absolute links to the next and previous page
     */
    public <T> Page<T> page(PageQuery query, Slice<T> slice) {
        var links = new PageLinks(request.getRequestURL().toString(), request.getQueryString(), query);
        return new Page<>(
                slice.count(),
                links.next(slice).orElse(null),
                links.previous(slice).orElse(null),
                slice.items());
    }

    private List<PageQuery.Term> terms(int minLength, List<FieldError> errors) {
        if (search == null && minLength == 0) {
            return List.of();
        }
        var text = search == null ? "" : VisibleText.trim(search);
        var length = text.codePointCount(0, text.length());
        // Without ignored characters: a search for only those would match every item.
        var folded = TextFolding.fold(text).strip();
        if (folded.codePointCount(0, folded.length()) < minLength) {
            errors.add(FieldError.of("search", ErrorCode.TOO_SHORT, Map.of(FieldError.MIN, minLength)));
        }
        if (length > MAX_SEARCH_LENGTH) {
            errors.add(FieldError.of("search", ErrorCode.TOO_LONG, Map.of(FieldError.MAX, MAX_SEARCH_LENGTH)));
        }
        if (text.indexOf('\0') >= 0) {
            errors.add(FieldError.of("search", ErrorCode.INVALID_UNICODE));
        }
        return WHITE_SPACE
                .splitAsStream(text)
                .map(PageQuery.Term::of)
                .filter(term -> !term.folded().isEmpty())
                .toList();
    }

    private static int number(String name, String value, int fallback, int min, List<FieldError> errors) {
        // An empty value counts as absent.
        if (value == null || value.isEmpty()) {
            return fallback;
        }
        // Java would also accept a sign and digits of other scripts. A value too large for an int is capped.
        if (NUMBER.matcher(value).matches()) {
            var number = new BigInteger(value)
                    .min(BigInteger.valueOf(Integer.MAX_VALUE))
                    .intValueExact();
            if (number >= min) {
                return number;
            }
        }
        errors.add(
                value.matches("-?[0-9]+")
                        ? FieldError.of(name, ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, min))
                        : FieldError.type(name, JsonType.INTEGER));
        return fallback;
    }
}
