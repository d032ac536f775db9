/**
 * Servers, databases and clients of the integration tests.
 *
 * <p>There are two stages, both part of {@code mvn verify}. In the stage <em>api</em> the tests speak HTTP with one
 * Liberty server that runs the packaged WAR. In the stage <em>container</em> (package {@code messaging.container}) they
 * run inside the server, where Arquillian deploys the same WAR with the test classes added. Each stage has a database of
 * its own, in the stage <em>api</em> with the test data; {@link messaging.it.TestStage} starts and stops what a stage
 * needs.
 */
package messaging.it;
