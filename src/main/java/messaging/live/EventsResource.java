package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import messaging.auth.StreamAuthorization;
import messaging.sync.SyncToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Streams live changes as server-sent events (S-PLUS-5). */
@Path("events")
@ApplicationScoped
@Tag(name = "Events")
public class EventsResource {
    // The client does not accept a type with this weight (RFC 9110, section 12.4.2).
    private static final Pattern ZERO_WEIGHT = Pattern.compile("0(\\.0*)?");

    @Inject
    private Hub hub;

    @Inject
    private ConnectionAdmission admission;

    @Inject
    private SseWriters writers;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpHeaders headers;

    @GET
    @Path("/")
    // The method checks the Accept header itself: JAX-RS would reject a request without naming the type that is
    // available.
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "streamEvents",
            summary = "Stream live changes",
            description = "Server-sent events: each has the type of its frame as its name, the frame as JSON (schema"
                    + " ServerFrame), and in most cases an ID from which to resume. The stream has no end. The"
                    + " WebSocket at /api/v1/ws sends the same frames and accepts those of the schema"
                    + " ClientFrame.")
    @APIResponse(
            responseCode = "200",
            description = "The events",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "EventStream")))
    @APIResponse(responseCode = "406", description = "The Accept header does not allow text/event-stream")
    @APIResponse(
            responseCode = "429",
            description = "Too many open connections for this account",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public void streamChanges(
            @Suspended AsyncResponse suspended,
            @HeaderParam("Last-Event-ID")
                    @Parameter(
                            description = "ID of the last event received; the stream resumes after it",
                            schema = @Schema(type = SchemaType.STRING))
                    String lastEventId,
            @QueryParam("since")
                    @Parameter(
                            description = "Sync token to resume from, without a Last-Event-ID header",
                            schema = @Schema(type = SchemaType.STRING))
                    String since)
            throws IOException {
        requireEventStreamAccepted();
        var token = given(lastEventId)
                .map(id -> SyncToken.parse("Last-Event-ID", id))
                .or(() -> given(since).map(text -> SyncToken.parse("since", text)));
        // JAX-RS handles HEAD with the method for GET, but the response has no body, so the request must end.
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            suspended.resume(Response.ok().type(MediaType.SERVER_SENT_EVENTS).build());
            return;
        }
        var authorization = StreamAuthorization.of(request.getUserPrincipal()).orElseThrow();
        admission.requireCapacity(authorization.account());
        var context = request.getAsyncContext();
        context.setTimeout(0);
        var response = (HttpServletResponse) context.getResponse();
        response.setContentType(MediaType.SERVER_SENT_EVENTS);
        // Without this header, nginx buffers the events.
        response.setHeader("X-Accel-Buffering", "no");
        var connection = new SseConnection(authorization, context, writers, hub::connectionClosed);
        connection.start();
        admission.admit(connection, ResumePoint.at(token));
    }

    private void requireEventStreamAccepted() {
        var accepted = headers.getAcceptableMediaTypes().stream()
                .filter(type -> !ZERO_WEIGHT
                        .matcher(type.getParameters().getOrDefault("q", "1"))
                        .matches())
                .anyMatch(type -> type.isCompatible(MediaType.SERVER_SENT_EVENTS_TYPE));
        if (!accepted) {
            throw new StreamNotAcceptable();
        }
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
