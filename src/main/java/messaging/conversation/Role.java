package messaging.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The role of a participant in a group, which has exactly one owner. */
@Schema(name = "ParticipantRole", description = "Role of a participant in a group, which has exactly one owner")
public enum Role {
    /** Can change settings and roles, transfer the ownership, and delete the group. */
    @JsonProperty("owner")
    OWNER,
    /** Can change the title, add users, remove members, and delete any message. */
    @JsonProperty("admin")
    ADMIN,
    /** Can read and send messages. */
    @JsonProperty("member")
    MEMBER;

    /**
     * Returns whether the role can delete other participants' messages.
     *
     * @return true for owners and administrators
     */
    public boolean canModerate() {
        return this != MEMBER;
    }

    /** Returns whether the role can change the title and add users. */
    boolean canAdminister() {
        return this != MEMBER;
    }

    /** Returns whether the role can remove a participant with another role. */
    boolean canRemove(Role other) {
        return this == OWNER ? other != OWNER : this == ADMIN && other == MEMBER;
    }

    /** Returns the name in JSON and in the database. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant with a name.
     *
     * @param name in lower case, as in JSON and in the database
     * @return the constant
     */
    public static Role of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Stores the lower-case name. */
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
