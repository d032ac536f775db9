package messaging.conversation;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** What a participant may do in a conversation. */
public enum Role {
    /** Made the conversation: edits and deletes it, and every message in it. */
    OWNER,
    /** Deletes every message. */
    ADMIN,
    /** Reads and writes. */
    MEMBER;

    /**
     * Whether the role may delete other people's messages.
     *
     * @return true for owner and administrator
     */
    public boolean moderates() {
        return this != MEMBER;
    }

    /** Stores a role as its lower-case name. */
    @Converter(autoApply = true)
    public static class Column implements AttributeConverter<Role, String> {
        @Override
        public String convertToDatabaseColumn(Role role) {
            return role == null ? null : role.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Role convertToEntityAttribute(String column) {
            return column == null ? null : Role.valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
