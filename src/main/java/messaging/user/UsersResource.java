package messaging.user;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import messaging.json.OptionalBody;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.problem.Problem;
import messaging.revision.EntityTags;
import messaging.revision.IfMatch;
import messaging.revision.Versioned;
import messaging.settings.Settings;
import messaging.transaction.Retried;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accounts over HTTP (S-API-5, S-API-6, S-API-15). */
@Path("users")
@ApplicationScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
public class UsersResource {

    private UserService service;
    private UserViews views;
    private ProfileEditor editor;
    private Caller caller;
    private Settings settings;

    @Context
    private HttpServletRequest request;

    /** For RESTEasy, which requires a public constructor. */
    public UsersResource() {}

    @Inject
    UsersResource(UserService service, UserViews views, ProfileEditor editor, Caller caller, Settings settings) {
        this.service = service;
        this.views = views;
        this.editor = editor;
        this.caller = caller;
        this.settings = settings;
    }

    @GET
    @Path("/")
    @RolesAllowed(Caller.ADMIN)
    @Operation(
            operationId = "listUsers",
            summary = "List all users",
            description =
                    "Searches username, email and names. Sorts by id, username, email, first_name, last_name, created_at, updated_at (default id).")
    @APIResponse(responseCode = "200", description = "A page of accounts")
    @APIResponse(responseCode = "403", description = "The caller is not an administrator")
    public Page<UserView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(Users.LISTING, settings.lists());
        return parameters.page(query, views.list(query));
    }

    @POST
    @Path("/")
    @PermitAll
    @Operation(operationId = "registerUser", summary = "Register an account")
    @SecurityRequirements
    @APIResponse(
            responseCode = "201",
            description = "The account",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response register(@NotNull NewUser body) {
        return Response.status(Response.Status.CREATED)
                .entity(service.register(body))
                .build();
    }

    @GET
    @Path("directory/")
    @Operation(
            operationId = "searchDirectory",
            summary = "Search the user directory",
            description =
                    "Searches username and names; search requires at least two characters. Sorts by id, username, first_name, last_name (default username).")
    @APIResponse(responseCode = "200", description = "A page of people")
    @APIResponse(responseCode = "404", description = "The directory is disabled on this server")
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            required = true,
            description = "Words that the username or the names must contain; at least two characters.",
            example = "ama",
            schema = @Schema(type = SchemaType.STRING, minLength = 2, maxLength = 200))
    public Page<PersonView> directory(@BeanParam ListParameters parameters) {
        if (!settings.directoryEnabled()) {
            throw new DirectoryDisabled();
        }
        var query = parameters.query(Users.DIRECTORY, settings.lists());
        return parameters.page(query, views.searchDirectory(query));
    }

    @GET
    @Path("me/")
    @Operation(operationId = "getMe", summary = "Get the caller's profile")
    @APIResponse(
            responseCode = "200",
            description = "The profile",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "404", description = "The account no longer exists")
    public Response me() {
        return answer(views.get(caller.id()));
    }

    @PUT
    @Path("me/")
    @Operation(
            operationId = "replaceMe",
            summary = "Replace the caller's profile",
            description =
                    "username and email are required; other omitted fields are left unchanged. A new password requires the current one and ends all other sessions.")
    @APIResponse(
            responseCode = "200",
            description = "The changed profile",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "404", description = "The account no longer exists")
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong passwords",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response replaceMe(@NotNull @Valid ProfileReplacement body, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return update(body.asChanges(), condition);
    }

    @PATCH
    @Path("me/")
    @Operation(
            operationId = "updateMe",
            summary = "Update the caller's profile",
            description =
                    "Omitted fields are left unchanged. A new password requires the current one and ends all other sessions.")
    @APIResponse(
            responseCode = "200",
            description = "The changed profile",
            headers = @Header(name = "ETag", ref = "ETag"),
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "404", description = "The account no longer exists")
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong passwords",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public Response updateMe(@NotNull ProfileChanges body, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return update(body, condition);
    }

    @DELETE
    @Path("me/")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "deleteMe",
            summary = "Delete the caller's account",
            description =
                    "Permanent: names, email and password are erased, all sessions end, and the account leaves its groups. Ownership of a group passes to its longest-standing administrator, or else member; a group without either is deleted. Direct conversations and messages are kept and shown as from a deleted account.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountDeletion.class)))
    @APIResponse(responseCode = "204", description = "The account is deleted")
    @APIResponse(responseCode = "404", description = "The account no longer exists")
    @APIResponse(responseCode = "409", description = "The caller is the last administrator of the site")
    @APIResponse(
            responseCode = "429",
            description = "Too many wrong passwords",
            headers = @Header(name = "Retry-After", ref = "RetryAfter"))
    public void deleteMe(@OptionalBody @NotNull AccountDeletion body) {
        editor.deleteAccount(caller.id(), body, request.getRemoteAddr());
    }

    private Response update(ProfileChanges changes, IfMatch condition) {
        return answer(editor.updateProfile(
                caller.id(), changes, IfMatch.orAny(condition), caller.session(), request.getRemoteAddr()));
    }

    private Response answer(Versioned<UserView> user) {
        var view = caller.isAdminByIssuer() ? user.view().asAdmin() : user.view();
        return Response.ok(view).tag(EntityTags.of(user.revision())).build();
    }
}
