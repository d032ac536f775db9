package messaging.inbox;

import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import messaging.paging.PageQuery;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameter by which receipts are filtered, as it came. */
public class ReceiptParameters {
    @QueryParam("seq")
    @Parameter(
            description = "Only receipts that cover the message with this number.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    private String seq;

    /** What a list was asked for, checked. */
    record Query(PageQuery page, OptionalLong seq) {}

    /**
     * Checks the parameter together with those of every list.
     *
     * @param page checks the others
     * @return the checked query
     * @throws InvalidInput naming every bad parameter
     */
    Query query(Supplier<PageQuery> page) {
        var errors = new ArrayList<FieldError>();
        var checked = Optional.<PageQuery>empty();
        try {
            checked = Optional.of(page.get());
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
        }
        // No sign, and no digits of other scripts, which Java would take; 18 digits fit into 64 bits.
        var isGiven = seq != null && !seq.isEmpty();
        if (isGiven && !seq.matches("0*[1-9][0-9]{0,17}")) {
            errors.add(
                    seq.matches("-[0-9]+|0+")
                            ? FieldError.of("seq", ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, 1))
                            : FieldError.type("seq", JsonType.INTEGER));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return new Query(checked.orElseThrow(), isGiven ? OptionalLong.of(Long.parseLong(seq)) : OptionalLong.empty());
    }
}
