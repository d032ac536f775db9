/**
 * JSON on the wire (S-API-11, S-API-12): bodies are read strictly into records, and all faults of a body are found in one
 * go. {@code 5} is no string, {@code 1.9} no integer, a number too large is refused and never wrapped, duplicate names
 * and unpaired surrogates are refused, unknown names are ignored, and null and missing are told apart
 * ({@link messaging.json.Change}). Names are in snake_case.
 */
package messaging.json;
