package messaging.web;

/**
 * A file as it goes to browsers.
 *
 * @param type media type
 * @param content as it is
 * @param packed the same, by gzip
 */
record Asset(String type, byte[] content, byte[] packed) {}
