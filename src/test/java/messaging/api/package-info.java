/**
 * The API over HTTP, one class for each subject. Every test names the requirement that it proves and makes its own users,
 * so tests need no order. {@link messaging.api.MessagingApi} is the API as a client developer would declare it and goes
 * through MicroShed Testing; {@link messaging.it.ApiRequest} is for what such a client can't send.
 */
package messaging.api;
