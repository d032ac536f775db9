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

/** The query parameters of every list, as they came. */
public class ListParameters {
    private static final int MAX_SEARCH_LENGTH = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,100}");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    @QueryParam("search")
    @Parameter(
            description = "Words that must all occur, each in any text field of an item, taken literally. Ignores case,"
                    + " accents, points, width and invisible characters.",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_SEARCH_LENGTH))
    private String search;

    @QueryParam("ordering")
    @Parameter(
            description = "Fields to sort by, separated by commas; '-' before a field sorts it descending, as in"
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
     * Checks the parameters for a list.
     *
     * @param listing what can be searched and sorted
     * @param sizes default and largest page
     * @return the checked query
     * @throws InvalidInput naming every bad parameter
     */
    public PageQuery query(Listing<?> listing, Lists sizes) {
        var errors = new ArrayList<FieldError>();
        var size = number("limit", limit, sizes.defaultLimit(), 1, errors);
        var start = number("offset", offset, 0, 0, errors);
        var terms = terms(listing.minSearchLength(), errors);
        List<PageQuery.Order> order = List.of();
        try {
            order = listing.ordering(Optional.ofNullable(ordering).filter(text -> !text.isBlank()));
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
        }
        var cursor = cursor(listing, order, start, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return new PageQuery(Math.min(size, sizes.maxLimit()), start, terms, order, cursor);
    }

    /** The cursor, where the list has any; adds what is wrong with it to the errors. */
    Optional<Cursor> cursor(
            Listing<?> listing, List<PageQuery.Order> orderAsked, int skipped, List<FieldError> errors) {
        return Optional.empty();
    }

    /**
     * Reads the page size of an answer that is no list.
     *
     * @param value of the parameter {@code limit} as it came; null or empty for the default
     * @param sizes default and largest page
     * @return 1 or more, never more than the largest page
     * @throws InvalidInput if it is not a whole number, 1 or more
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
     * Reads a parameter that holds an id, such as a filter.
     *
     * @param name of the parameter
     * @param value as it came
     * @return a positive number
     * @throws InvalidInput if it is none
     */
    public static long parseId(String name, String value) {
        try {
            if (value.matches("[1-9][0-9]{0,18}")) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            // Nineteen digits, and more than 64 bits: as bad as any other text.
        }
        throw new InvalidInput(FieldError.format(name, ValueFormat.ID));
    }

    /**
     * Makes the answer of a list.
     *
     * @param query what was asked for
     * @param slice what was found
     * @param <T> type of an item
     * @return the page with absolute links to its neighbors
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
        // Characters that do not count must not reach the minimum, or they would list everything.
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
        // An empty value is as if the parameter were missing.
        if (value == null || value.isEmpty()) {
            return fallback;
        }
        // No sign, and no digits of other scripts, which Java would take. What is too large for an int is just large.
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
