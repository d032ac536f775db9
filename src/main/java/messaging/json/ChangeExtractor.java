package messaging.json;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Lets Bean Validation check the value inside a {@link Change}. */
public class ChangeExtractor implements ValueExtractor<Change<@ExtractedValue ?>> {
    @Override
    public void extractValues(Change<?> change, ValueReceiver receiver) {
        if (change.isNamed()) {
            receiver.value(null, change.value().orElse(null));
        }
    }
}
