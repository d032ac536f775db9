package messaging.openapi;

import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import messaging.problem.ErrorCode;
import messaging.problem.JsonType;
import messaging.problem.Problem;
import messaging.problem.ProblemType;
import messaging.problem.RequestId;
import messaging.problem.ValueFormat;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds the problem detail as the body of every error, and the header with the request ID. */
final class ProblemResponses {
    private static final String REQUEST_ID = "3f6c0b7e-6b0d-4f0e-9a51-0f2a5f6f7c11";
    /** Statuses of the shared responses, which are defined once by name. */
    private static final Map<String, Status> SHARED = Map.of(
            "BadRequest", Status.BAD_REQUEST,
            "Unauthorized", Status.UNAUTHORIZED,
            "NotFound", Status.NOT_FOUND,
            "NotAcceptable", Status.NOT_ACCEPTABLE,
            "PreconditionFailed", Status.PRECONDITION_FAILED,
            "ContentTooLarge", Status.REQUEST_ENTITY_TOO_LARGE,
            "UnsupportedMediaType", Status.UNSUPPORTED_MEDIA_TYPE,
            "InternalServerError", Status.INTERNAL_SERVER_ERROR,
            "ServiceUnavailable", Status.SERVICE_UNAVAILABLE);

    private ProblemResponses() {}

    static void in(OpenAPI document) {
        var schemas = document.getComponents();
        schemas.addSchema(
                "ProblemType",
                enumeration(ProblemType.values(), "Kind of problem: a URI reference that leads to a page about it")
                        .format("uri-reference"));
        schemas.addSchema(
                "ErrorCode",
                enumeration(ErrorCode.values(), "Kind of fault of a field. docs/problems.md lists the codes"));
        schemas.addSchema("JsonType", enumeration(JsonType.values(), "JSON type that the field accepts"));
        schemas.addSchema("ValueFormat", enumeration(ValueFormat.values(), "Format that the field accepts"));
        schemas.getSchemas().get("Problem").addRequired("type");
        schemas.getSchemas().get("FieldError").addRequired("code");
        SHARED.forEach((name, status) ->
                complete(document.getComponents().getResponses().get(name), status));
        Operations.all(document)
                .flatMap(operation -> operation.getResponses().getAPIResponses().entrySet().stream())
                .filter(response -> isError(response.getKey()) && lacksContent(response.getValue()))
                .forEach(response ->
                        complete(response.getValue(), Status.fromStatusCode(Integer.parseInt(response.getKey()))));
    }

    private static Schema enumeration(Object[] values, String description) {
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.STRING))
                .description(description)
                .enumeration(Arrays.stream(values).<Object>map(Object::toString).toList());
    }

    private static boolean isError(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static boolean lacksContent(APIResponse response) {
        return response.getRef() == null && response.getContent() == null;
    }

    private static void complete(APIResponse response, Status status) {
        response.setContent(content(status, response.getDescription()));
        response.addHeader(RequestId.HEADER, OASFactory.createHeader().ref("RequestId"));
    }

    private static Content content(Status status, String detail) {
        var example = new LinkedHashMap<String, Object>();
        var type =
                status == Status.BAD_REQUEST ? ProblemType.INVALID_INPUT : ProblemType.ofStatus(status.getStatusCode());
        example.put("type", type.toString());
        example.put("title", type.title());
        example.put("status", status.getStatusCode());
        example.put("detail", detail + ".");
        example.put("instance", "/api/v1/example/");
        example.put("request_id", REQUEST_ID);
        type.code().ifPresent(code -> example.put("code", code));
        if (status == Status.BAD_REQUEST) {
            var error = new LinkedHashMap<String, Object>();
            error.put("field", "example");
            error.put("code", ErrorCode.REQUIRED.toString());
            error.put("message", ErrorCode.REQUIRED.template());
            example.put("errors", List.of(error));
        }
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem"))
                                .example(example));
    }
}
