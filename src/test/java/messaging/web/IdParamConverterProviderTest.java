package messaging.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-12
class IdParamConverterProviderTest {
    private final ParamConverter<Long> converter =
            new IdParamConverterProvider().getConverter(long.class, long.class, new Annotation[0]);

    @ParameterizedTest
    @ValueSource(strings = {"1", "42", "9223372036854775807"})
    void positiveNumbersAreAccepted(String id) {
        assertEquals(id, converter.toString(converter.fromString(id)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "00",
                "01",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "0x1",
                "abc",
                "1 ",
                "٣",
                "9223372036854775808",
                "9999999999999999999",
                "99999999999999999999999999",
                "me"
            })
    void otherValuesAreNotFound(String id) {
        assertThrows(NotFoundException.class, () -> converter.fromString(id));
    }

    @Test
    void otherTypesAreNotConverted() {
        assertNull(new IdParamConverterProvider().getConverter(String.class, String.class, new Annotation[0]));
    }
}
