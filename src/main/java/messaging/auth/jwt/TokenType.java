package messaging.auth.jwt;

import com.nimbusds.jose.JOSEObjectType;

/** The types of tokens that the application issues. The header states the type, to prevent confusion (RFC 8725). */
enum TokenType {
    /** Authenticates requests (RFC 9068). */
    ACCESS("at+jwt"),
    /** Exchanged for a new pair of tokens. */
    REFRESH("rt+jwt");

    private final JOSEObjectType type;

    TokenType(String type) {
        this.type = new JOSEObjectType(type);
    }

    JOSEObjectType type() {
        return type;
    }
}
