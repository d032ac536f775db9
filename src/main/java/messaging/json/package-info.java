/**
 * JSON of requests and responses (S-API-11, S-API-12). Bodies are read strictly into records, and all faults of a body
 * are reported together: {@code 5} is not a string, {@code 1.9} not an integer, a number out of range is rejected
 * rather than wrapped, and duplicate names and unpaired surrogates are rejected. Unknown names are ignored, and null
 * differs from an omitted field ({@link messaging.json.Change}). Names are in snake_case.
 */
package messaging.json;
