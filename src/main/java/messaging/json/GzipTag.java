package messaging.json;

import jakarta.ws.rs.core.EntityTag;

/** The entity tags of compressed responses, which differ from those of the same content uncompressed (RFC 9110, section 8.8.3.3). */
public final class GzipTag {
    static final String SUFFIX = "-gzip";

    private GzipTag() {}

    /**
     * Returns the tag of a response once it is compressed.
     *
     * @param tag entity tag of the uncompressed response
     * @return a tag of the same strength; a weak tag is unchanged, because it also stands for the compressed content
     */
    public static EntityTag of(EntityTag tag) {
        return tag.isWeak() ? tag : new EntityTag(tag.getValue() + SUFFIX);
    }
}
