package messaging.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account. The row of a deleted account stays, because messages refer to it, but holds nothing that identifies its user.
 */
@Entity
@Table(name = "users")
public class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String username;
    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "first_name")
    private String firstName;

    @Column(name = "last_name")
    private String lastName;

    @Column(name = "is_external")
    private boolean external;

    @Column(name = "is_admin")
    private boolean admin;

    @Column(name = "is_active")
    private boolean active;

    private long revision;

    // Used by searches only. Not lazy: when a lazy attribute is set, EclipseLink reloads the row and discards the
    // changes.
    @Column(name = "name_folded")
    private String nameFolded;

    @Column(name = "email_folded")
    private String emailFolded;

    @Column(name = "folded_revision")
    private Long foldedRevision;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    // Null unless the account was deleted.
    @Column(name = "deleted_at")
    private Instant deletedAt;

    /** For JPA. */
    protected User() {}

    private User(Profile profile, String passwordHash, Instant now) {
        this.username = profile.username();
        this.email = profile.email();
        this.firstName = profile.firstName();
        this.lastName = profile.lastName();
        this.passwordHash = passwordHash;
        this.external = passwordHash == null;
        this.active = true;
        this.revision = 1;
        this.createdAt = now;
        this.updatedAt = now;
        fold();
    }

    /**
     * Creates an account with a password.
     *
     * @param profile names and email address
     * @param passwordHash PHC string
     * @param now the current time
     * @return an active account that is not an administrator
     */
    static User register(Profile profile, String passwordHash, Instant now) {
        return new User(profile, Objects.requireNonNull(passwordHash), now);
    }

    /**
     * Creates a single sign-on account.
     *
     * @param profile names and email address; the address may be null
     * @param now the current time
     * @return an active account that has no password and is not an administrator
     */
    static User registerExternal(Profile profile, Instant now) {
        return new User(profile, null, now);
    }

    void updateProfile(Profile profile, Instant now) {
        username = profile.username();
        email = profile.email();
        firstName = profile.firstName();
        lastName = profile.lastName();
        edited(now);
    }

    void changePassword(String newHash, Instant now) {
        passwordHash = Objects.requireNonNull(newHash);
        edited(now);
    }

    /** Stores a stronger hash of the same password. Not an edit: the revision stays. */
    void strengthenHash(String newHash) {
        passwordHash = Objects.requireNonNull(newHash);
    }

    void deactivate(Instant now) {
        active = false;
        edited(now);
    }

    void reactivate(Instant now) {
        active = true;
        edited(now);
    }

    /** Makes the account an administrator. */
    void promote(Instant now) {
        admin = true;
        edited(now);
    }

    /** Makes the account an ordinary user. */
    void demote(Instant now) {
        admin = false;
        edited(now);
    }

    /**
     * Deletes the account: erases everything that identifies its user.
     *
     * @param name the username that replaces the user's own
     * @param now the current time
     */
    void anonymize(String name, Instant now) {
        username = name;
        email = null;
        firstName = "";
        lastName = "";
        passwordHash = null;
        active = false;
        admin = false;
        deletedAt = now;
        edited(now);
    }

    private void edited(Instant now) {
        revision++;
        updatedAt = now;
        fold();
    }

    private void fold() {
        var folded = FoldedProfile.of(profile());
        nameFolded = folded.names();
        emailFolded = folded.email();
        foldedRevision = revision;
    }

    /**
     * Returns the id of the account.
     *
     * @return a positive number
     */
    public long id() {
        return id;
    }

    /**
     * Returns the username.
     *
     * @return unique regardless of case
     */
    public String username() {
        return username;
    }

    /**
     * Returns the names and the email address.
     *
     * @return the current profile
     */
    public Profile profile() {
        return new Profile(username, email, firstName, lastName);
    }

    /**
     * Returns the hash of the password.
     *
     * @return PHC string; empty for a single sign-on account
     */
    public Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    /**
     * Returns whether the account signs in through an identity provider.
     *
     * @return true for a single sign-on account
     */
    public boolean isExternal() {
        return external;
    }

    /**
     * Returns whether the account administers the site.
     *
     * @return true for an administrator
     */
    public boolean isAdmin() {
        return admin;
    }

    /**
     * Returns whether the account can be used.
     *
     * @return false for a deactivated or deleted account
     */
    public boolean isActive() {
        return active;
    }

    /**
     * Returns whether the user has deleted the account. Deletion is final.
     *
     * @return true once deleted
     */
    public boolean isDeleted() {
        return deletedAt != null || wasDeletedByPreviousVersion();
    }

    // During a rolling update, servers of the previous version delete accounts without setting deleted_at. Remove this
    // with the first migration after V10, which sets deleted_at in those rows as V10 does.
    private boolean wasDeletedByPreviousVersion() {
        return !active && passwordHash == null && email == null && UsernameGenerator.isForDeletedAccount(id, username);
    }

    /**
     * Returns the number of edits, which is the account's version.
     *
     * @return 1 for a new account
     */
    public long revision() {
        return revision;
    }

    /**
     * Returns the time of the registration.
     *
     * @return UTC, in microseconds
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * Returns the time of the latest edit.
     *
     * @return UTC, in microseconds
     */
    public Instant updatedAt() {
        return updatedAt;
    }
}
