package messaging.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationsTest {
    @ParameterizedTest
    @CsvSource({
        "username,username",
        "firstName,first_name",
        "currentPassword,current_password",
        "lastSeqSeen,last_seq_seen",
        "x,x",
        "clientId2,client_id2",
        "sha256Hash,sha256_hash"
    })
    void fieldsAreNamedAsInTheBody(String component, String name) {
        assertEquals(name, Violations.jsonName(component));
    }
}
