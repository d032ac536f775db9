package messaging.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import messaging.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The encoding must not change: during a rolling update, replicas of the previous version receive these messages. */
class ClusterMessageCodecTest { // S-PLUS-9
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00.123456Z");

    static Stream<Arguments> messagesOfPreviousVersion() {
        return Stream.of(
                Arguments.of(new ClusterMessage.VersionReached("a", 5, 12, null), """
                        {"kind":"reached","server":"a","conversation":5,"version":12}"""),
                Arguments.of(new ClusterMessage.VersionReached("a", 5, 12, 3L), """
                        {"kind":"reached","server":"a","conversation":5,"version":12,"user":3}"""),
                Arguments.of(new ClusterMessage.ParticipantAdded("a", 5), """
                        {"kind":"joined","server":"a","conversation":5}"""),
                Arguments.of(new ClusterMessage.ReadReceiptAdvanced("a", 5, 3, 2, 9, AT), """
                        {"kind":"read","server":"a","conversation":5,"user":3,"seq":9,"first_seq":2,\
                        "at":"2026-01-31T09:30:00.123456Z"}"""),
                Arguments.of(new ClusterMessage.InboxChanged("a", 5, 3), """
                        {"kind":"inbox","server":"a","conversation":5,"user":3}"""),
                Arguments.of(new ClusterMessage.UserTyping("a", 5, 3), """
                        {"kind":"typing","server":"a","conversation":5,"user":3}"""),
                Arguments.of(new ClusterMessage.SessionsRevoked("a"), """
                        {"kind":"judge","server":"a"}"""),
                Arguments.of(new ClusterMessage.UserConnected("a", 3, List.of(5L, 6L)), """
                        {"kind":"came","server":"a","user":3,"ids":[5,6]}"""),
                Arguments.of(new ClusterMessage.UserDisconnected("a", 3, List.of(5L)), """
                        {"kind":"left","server":"a","user":3,"ids":[5]}"""),
                Arguments.of(new ClusterMessage.ConnectedUsers("a", List.of(3L)), """
                        {"kind":"present","server":"a","ids":[3]}"""),
                Arguments.of(new ClusterMessage.ConnectedUsersRequested("a"), """
                        {"kind":"who","server":"a"}"""));
    }

    @ParameterizedTest
    @MethodSource("messagesOfPreviousVersion")
    void messageIsEncodedAsByPreviousVersion(ClusterMessage message, String encoded) throws JsonProcessingException {
        assertEquals(Json.MAPPER.readTree(encoded), Json.MAPPER.readTree(ClusterMessageCodec.encode(message)));
    }

    @ParameterizedTest
    @MethodSource("messagesOfPreviousVersion")
    void messageOfPreviousVersionIsDecoded(ClusterMessage message, String encoded) throws JsonProcessingException {
        assertEquals(Optional.of(message), ClusterMessageCodec.decode(encoded));
    }

    @Test
    void omittedValuesHaveDefaults() throws JsonProcessingException {
        assertEquals(Optional.of(new ClusterMessage.ConnectedUsers("a", List.of())), decode("""
                        {"kind":"present","server":"a"}"""));
        assertEquals(Optional.of(new ClusterMessage.ReadReceiptAdvanced("a", 5, 3, 1, 9, AT)), decode("""
                        {"kind":"read","server":"a","conversation":5,"user":3,"seq":9,\
                        "at":"2026-01-31T09:30:00.123456Z"}"""));
    }

    @Test
    void unknownPropertyIsIgnored() throws JsonProcessingException {
        assertEquals(Optional.of(new ClusterMessage.SessionsRevoked("a")), decode("""
                {"kind":"judge","server":"a","sessions":[1],"later":true}"""));
    }

    @Test
    void unknownKindIsIgnored() throws JsonProcessingException {
        assertEquals(Optional.empty(), decode("""
                {"kind":"later","server":"a"}"""));
    }

    @Test
    void invalidTextIsRejected() {
        assertThrows(JsonProcessingException.class, () -> decode("reached"));
    }

    private static Optional<ClusterMessage> decode(String text) throws JsonProcessingException {
        return ClusterMessageCodec.decode(text);
    }
}
