package messaging.user;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import messaging.paging.ListParameters;
import messaging.paging.Page;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.settings.Settings;
import messaging.transaction.Retried;

/** Accounts over HTTP (S-API-5, S-API-6, S-API-15). */
@Path("users")
@RequestScoped
@Retried
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UsersResource {
    private static final int MIN_DIRECTORY_SEARCH = 2;

    @Inject
    private UserService service;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @GET
    @Path("/")
    @RolesAllowed(Caller.ADMIN)
    public Page<UserView> list(@BeanParam ListParameters parameters) {
        var query = parameters.query(Users.LISTING, settings.lists());
        return parameters.page(query, service.list(query));
    }

    @POST
    @Path("/")
    @PermitAll
    public Response register(@NotNull @Valid NewUser body) {
        return Response.status(Response.Status.CREATED)
                .entity(service.register(body))
                .build();
    }

    @GET
    @Path("directory/")
    public Page<PersonView> directory(@BeanParam ListParameters parameters) {
        if (!settings.directoryEnabled()) {
            throw new DirectoryDisabled();
        }
        if (parameters
                .search()
                .filter(text -> text.codePointCount(0, text.length()) >= MIN_DIRECTORY_SEARCH)
                .isEmpty()) {
            throw new InvalidInput("search", "must be at least " + MIN_DIRECTORY_SEARCH + " characters long");
        }
        var query = parameters.query(Users.DIRECTORY, settings.lists());
        return parameters.page(query, service.directory(query));
    }

    @GET
    @Path("me/")
    public Response me() {
        return answer(service.read(caller.id()));
    }

    @PUT
    @Path("me/")
    public Response replaceMe(@NotNull @Valid ProfileReplacement body, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(body.asChanges(), condition);
    }

    @PATCH
    @Path("me/")
    public Response changeMe(@NotNull @Valid ProfileChanges body, @HeaderParam(IfMatch.HEADER) IfMatch condition) {
        return change(body, condition);
    }

    private Response change(ProfileChanges changes, IfMatch condition) {
        return answer(service.change(caller.id(), changes, IfMatch.orAny(condition), caller.session()));
    }

    private static Response answer(UserService.Revised user) {
        return Response.ok(user.view()).tag(IfMatch.tag(user.revision())).build();
    }
}
