package messaging.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.problem.Problem;
import messaging.reset.ResetCodeView;
import messaging.revision.EntityTags;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import messaging.user.AccountChanges;
import messaging.user.Caller;
import messaging.user.Users;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Administration of all accounts. */
@Path("admin/users")
@ApplicationScoped
@Retried
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
public class AdminUsersResource {
    @Inject
    private AdminService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @Operation(
            operationId = "adminListUsers",
            summary = "List all accounts",
            description =
                    "Searches username, email and names. Sorts by id, username, email, first_name, last_name, created_at, updated_at (default id).")
    @APIResponse(responseCode = "200", description = "A page of accounts")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public Page<AdminUserView> list(
            @BeanParam ListParameters parameters,
            @Parameter(
                            description = "Only active accounts, or only deactivated ones.",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("is_active")
                    String active,
            @Parameter(
                            description = "Only administrators, or only other accounts.",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @QueryParam("is_admin")
                    String admin) {
        var query = parameters.query(Users.LISTING, settings.lists());
        var values = new QueryValues();
        var isActive = values.flag("is_active", active);
        var isAdmin = values.flag("is_admin", admin);
        values.check();
        return parameters.page(query, service.users(query, isActive, isAdmin));
    }

    @GET
    @Path("{id}/")
    @Operation(operationId = "adminGetUser", summary = "Get an account")
    @APIResponse(
            responseCode = "200",
            description = "The account",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = AdminUserView.class)))
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public Response read(@PathParam("id") long id) {
        return EntityTags.ok(service.user(id));
    }

    @PATCH
    @Path("{id}/")
    @Operation(
            operationId = "adminUpdateUser",
            summary = "Change an account's status and rights",
            description =
                    "Deactivates, reactivates, promotes or demotes. Deactivation ends all sessions of the account at once. Omitted fields are left unchanged.")
    @APIResponse(
            responseCode = "200",
            description = "The changed account",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = AdminUserView.class)))
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    @APIResponse(
            responseCode = "409",
            description = "Administrators cannot deactivate or demote themselves, or the account is deleted")
    public Response change(
            @PathParam("id") long id,
            @NotNull @Valid AccountChanges body,
            @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return EntityTags.ok(
                service.changeRights(caller.id(), caller.isAdminByIssuer(), id, body, IfMatch.orAny(condition)));
    }

    @DELETE
    @Path("{id}/sessions/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(operationId = "adminRevokeSessions", summary = "End all sessions of an account")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public void endSessions(@PathParam("id") long id) {
        service.endSessions(caller.id(), id);
    }

    @POST
    @Path("{id}/password-reset/")
    @Operation(
            operationId = "adminCreatePasswordReset",
            summary = "Create a password reset code",
            description =
                    "The administrator hands the code to the user, who sets a new password with POST users/password-reset/confirm/. The code is shown only once.")
    @APIResponse(
            responseCode = "201",
            description = "The code",
            headers = @Header(name = "Cache-Control", ref = "NoStore"),
            content = @Content(schema = @Schema(implementation = ResetCodeView.class)))
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    @APIResponse(responseCode = "409", description = "The account uses single sign-on, or is deleted")
    public Response offerPasswordReset(@PathParam("id") long id) {
        return Response.status(Response.Status.CREATED)
                .entity(service.offerPasswordReset(caller.id(), id))
                .header("Cache-Control", "no-store")
                .build();
    }
}
