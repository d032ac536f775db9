package messaging.monitor;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Removes user content from traces: a query string contains search terms. OpenTelemetry finds this class as a service
 * if {@code TRACING=on} (S-RUN-6).
 */
public class SpanRedactor implements AutoConfigurationCustomizerProvider {
    private static final String QUERY = "url.query";
    private static final String REDACTED = "REDACTED";

    @Override
    public void customize(AutoConfigurationCustomizer customizer) {
        customizer.addTracerProviderCustomizer(
                (provider, configuration) -> provider.addSpanProcessor(new WithoutQuery()));
    }

    private static final class WithoutQuery implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            if (span.getAttribute(AttributeKey.stringKey(QUERY)) != null) {
                span.setAttribute(QUERY, REDACTED);
            }
        }

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            // Redacted when the span started.
        }

        @Override
        public boolean isEndRequired() {
            return false;
        }
    }
}
