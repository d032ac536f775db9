package messaging.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Read pointers, preferences and read receipts over HTTP (S-PLUS-1, S-PLUS-3). */
@Path("conversations")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inbox")
public class InboxResource {
    private final ReadService service;
    private final InboxQueries queries;
    private final Caller caller;
    private final Settings settings;

    /** For the container's proxy. */
    public InboxResource() {
        this(null, null, null, null);
    }

    @Inject
    InboxResource(ReadService service, InboxQueries queries, Caller caller, Settings settings) {
        this.service = service;
        this.queries = queries;
        this.caller = caller;
        this.settings = settings;
    }

    @POST
    @Path("{id}/read/")
    @Operation(
            operationId = "markRead",
            summary = "Mark messages as read",
            description =
                    "Moves the read pointer forward to a message. A message before the read pointer changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The caller's read state",
            content = @Content(schema = @Schema(implementation = ReadStateView.class)))
    public ReadStateView markRead(@PathParam("id") long id, @NotNull @Valid ReadMark body) {
        return service.markRead(id, caller.id(), body.seq());
    }

    @POST
    @Path("{id}/unread/")
    @Operation(
            operationId = "markUnread",
            summary = "Mark messages as unread",
            description =
                    "Moves the read pointer back to before a message. The read receipt that other participants see does not change.")
    @APIResponse(
            responseCode = "200",
            description = "The caller's read state",
            content = @Content(schema = @Schema(implementation = ReadStateView.class)))
    public ReadStateView markUnread(@PathParam("id") long id, @NotNull @Valid UnreadMark body) {
        return service.markUnread(id, caller.id(), body.seq());
    }

    @GET
    @Path("{id}/preferences/")
    @Operation(operationId = "getPreferences", summary = "Get the caller's preferences")
    @APIResponse(
            responseCode = "200",
            description = "The preferences",
            content = @Content(schema = @Schema(implementation = PreferencesView.class)))
    public PreferencesView preferences(@PathParam("id") long id) {
        return queries.preferences(id, caller.id());
    }

    @PATCH
    @Path("{id}/preferences/")
    @Operation(
            operationId = "updatePreferences",
            summary = "Mute, archive or pin a conversation",
            description = "Only affects the caller's own view. Omitted fields are left unchanged.")
    @APIResponse(
            responseCode = "200",
            description = "The changed preferences",
            content = @Content(schema = @Schema(implementation = PreferencesView.class)))
    public PreferencesView updatePreferences(@PathParam("id") long id, @NotNull @Valid PreferenceChanges body) {
        return service.updatePreferences(id, caller.id(), body);
    }

    @GET
    @Path("{id}/receipts/")
    @Operation(
            operationId = "listReceipts",
            summary = "List read receipts",
            description =
                    "One for each participant who has read a message since joining. A receipt covers the messages from first_seq to seq. Searches username and names. Sorts by user, username, joined_at, version (default user).")
    @APIResponse(responseCode = "200", description = "A page of read receipts")
    public Page<ReceiptView> receipts(
            @PathParam("id") long id, @BeanParam ListParameters parameters, @BeanParam ReceiptParameters filter) {
        var query = filter.query(() -> parameters.query(InboxQueries.RECEIPTS, settings.lists()));
        return parameters.page(query.page(), queries.receipts(id, caller.id(), query.page(), query.seq()));
    }
}
