package messaging.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a participant may do in a group, beyond reading and writing. A group has exactly one owner. */
@Schema(name = "ParticipantRole", description = "Role of a participant in a group, which has exactly one owner")
public enum Role {
    /** Everything: settings, roles, handing over, deleting the group. */
    @JsonProperty("owner")
    OWNER,
    /** Gives the group a title, adds people, removes members, deletes every message. */
    @JsonProperty("admin")
    ADMIN,
    /** Reads and writes. */
    @JsonProperty("member")
    MEMBER;

    /**
     * Whether the role may delete other people's messages.
     *
     * @return true for owner and administrator
     */
    public boolean canModerate() {
        return this != MEMBER;
    }

    /** Whether the role may give the group a title and add people. */
    boolean canAdminister() {
        return this != MEMBER;
    }

    /** Whether the role may remove somebody with another role. */
    boolean canRemove(Role other) {
        return this == OWNER ? other != OWNER : this == ADMIN && other == MEMBER;
    }

    /** As clients write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant that is written so.
     *
     * @param name in lower case, as in the database
     * @return the constant
     */
    public static Role of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Stores a role as its lower-case name. */
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<Role, String> {
        @Override
        public String convertToDatabaseColumn(Role role) {
            return role == null ? null : role.toString();
        }

        @Override
        public Role convertToEntityAttribute(String column) {
            return column == null ? null : of(column);
        }
    }
}
