package messaging.revision;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import messaging.idempotency.CreateResult;

/** Creates responses with the entity tag of a resource's revision (RFC 9110, section 8.8.3). */
public final class EntityTags {
    private EntityTags() {}

    /**
     * Returns a strong entity tag.
     *
     * @param revision of the resource
     * @return the tag
     */
    public static EntityTag of(long revision) {
        return new EntityTag(Long.toString(revision));
    }

    /**
     * Creates the response that shows a resource.
     *
     * @param resource the resource
     * @return 200 with its entity tag
     */
    public static Response ok(Versioned<?> resource) {
        return Response.ok(resource.view()).tag(of(resource.revision())).build();
    }

    /**
     * Creates the response of an idempotent creation.
     *
     * @param result the new or existing resource
     * @param location its address
     * @return 201, or 200 for an existing resource, with the entity tag
     */
    public static Response created(CreateResult<? extends Versioned<?>> result, URI location) {
        var resource = result.value();
        return Response.status(result.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .location(location)
                .entity(resource.view())
                .tag(of(resource.revision()))
                .build();
    }
}
