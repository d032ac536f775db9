package messaging.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.settings.Settings;
import messaging.user.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit log. */
@Path("admin/audit")
@ApplicationScoped
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
public class AuditResource {
    @Inject
    private AdminService service;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit log entries",
            description =
                    "Searches the action, the detail and the administrator's username. Sorts by id, created_at, action (default -id, newest first).")
    @APIResponse(responseCode = "200", description = "A page of entries")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public Page<AuditEntryView> list(@BeanParam ListParameters parameters, @BeanParam AuditParameters filters) {
        var query = parameters.query(AuditLog.LISTING, settings.lists());
        return parameters.page(query, service.auditEntries(query, filters.filter()));
    }
}
