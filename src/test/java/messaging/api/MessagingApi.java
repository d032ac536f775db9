package messaging.api;

import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The main paths of the API, for MicroShed's {@code @RESTClient}. */
@Path("api/v1/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface MessagingApi {

    @POST
    @Path("users/")
    Response register(JsonObject body);

    @POST
    @Path("token/")
    JsonObject signIn(JsonObject credentials);

    @POST
    @Path("token/refresh/")
    JsonObject refresh(JsonObject body);

    @GET
    @Path("users/me/")
    JsonObject me(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @PATCH
    @Path("users/me/")
    JsonObject changeMe(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, JsonObject body);

    @GET
    @Path("users/directory/")
    JsonObject directory(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("search") String search);

    @GET
    @Path("conversations/")
    JsonObject conversations(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @QueryParam("search") String search,
            @QueryParam("ordering") String ordering,
            @QueryParam("limit") Integer limit,
            @QueryParam("offset") Integer offset);

    @POST
    @Path("conversations/")
    Response createConversation(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, JsonObject body);

    @GET
    @Path("conversations/{id}/")
    JsonObject conversation(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id);

    @PUT
    @Path("conversations/{id}/")
    JsonObject replaceConversation(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id, JsonObject body);

    @DELETE
    @Path("conversations/{id}/")
    Response deleteConversation(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") long id);

    @GET
    @Path("conversations/{conversation}/messages/")
    JsonObject messages(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("conversation") long conversation);

    @POST
    @Path("conversations/{conversation}/messages/")
    Response send(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("conversation") long conversation,
            JsonObject body);

    @PATCH
    @Path("conversations/{conversation}/messages/{id}/")
    JsonObject editMessage(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("conversation") long conversation,
            @PathParam("id") long id,
            JsonObject body);

    @DELETE
    @Path("conversations/{conversation}/messages/{id}/")
    Response deleteMessage(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("conversation") long conversation,
            @PathParam("id") long id);
}
