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

/** The raw query parameter that filters read receipts. */
public class ReceiptParameters {
    @QueryParam("seq")
    @Parameter(
            description = "Only receipts that cover the message with this number.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
    private String seq;

    /** The validated query. */
    record Query(PageQuery page, OptionalLong seq) {}

    /**
     * Validates the parameter together with those that all lists have.
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
        // Java would also accept a sign and digits of other scripts. 18 digits fit into 64 bits.
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
