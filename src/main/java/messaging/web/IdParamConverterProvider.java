package messaging.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.regex.Pattern;

/** Converts IDs in paths, which are positive 64-bit integers. Any other value is a 404. */
@Provider
public class IdParamConverterProvider implements ParamConverterProvider {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");

    @Override
    @SuppressWarnings("unchecked") // The converter is returned for long only.
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return type == long.class || type == Long.class ? (ParamConverter<T>) new IdConverter() : null;
    }

    private static final class IdConverter implements ParamConverter<Long> {
        @Override
        public Long fromString(String value) {
            if (value == null || !ID.matcher(value).matches()) {
                throw new NotFoundException();
            }
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw new NotFoundException(e);
            }
        }

        @Override
        public String toString(Long id) {
            return id.toString();
        }
    }
}
