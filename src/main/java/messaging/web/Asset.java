package messaging.web;

/**
 * A file as browsers receive it.
 *
 * @param type media type
 * @param content uncompressed content
 * @param gzip content compressed with gzip
 */
record Asset(String type, byte[] content, byte[] gzip) {}
