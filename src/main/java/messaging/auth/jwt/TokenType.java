package messaging.auth.jwt;

import com.nimbusds.jose.JOSEObjectType;

/** The kinds of token that the application issues. The header says which, so that none passes for another (RFC 8725). */
enum TokenType {
    /** For requests (RFC 9068). */
    ACCESS("at+jwt"),
    /** For a new pair of tokens. */
    REFRESH("rt+jwt");

    private final JOSEObjectType type;

    TokenType(String type) {
        this.type = new JOSEObjectType(type);
    }

    JOSEObjectType type() {
        return type;
    }
}
