package messaging.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import messaging.jdbc.JdbcClient;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;
import messaging.text.EmailAddresses;
import messaging.text.UsernameRules;

/** The accounts in the database. */
@ApplicationScoped
public class Users {
    /** Username and names, which every user may search. */
    public static final FoldedText NAMES =
            FoldedText.of("nameFolded", "username", "firstName", "lastName").foldedAtRevision("foldedRevision");

    /** The list for administrators. */
    public static final Listing<User> LISTING = Listing.of(User.class)
            .search(NAMES)
            .search(FoldedText.of("emailFolded", "email").foldedAtRevision("foldedRevision"))
            .order("id", "username", "email", "first_name", "last_name", "created_at", "updated_at")
            .unique("username")
            .byDefault("id");

    /** Expression for the collation key of a parameter. */
    public static final String COLLATION_KEY =
            "HEX(WEIGHT_STRING(CONVERT(? USING utf8mb4) COLLATE utf8mb4_0900_as_ci))";

    /** The directory searches and sorts public fields only, or it would tell the others. */
    static final Listing<User> DIRECTORY = Listing.of(User.class)
            .search(NAMES)
            .minSearchLength(2)
            .order("id", "username", "first_name", "last_name")
            .unique("username")
            .byDefault("username");

    private static final String ACTIVE_CLAIMS =
            "SELECT id, username, is_admin FROM users WHERE id = ? AND is_active = TRUE";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private JdbcClient database;

    /**
     * Adds an account and gives it its id.
     *
     * @param user a new account
     */
    public void add(User user) {
        entities.persist(user);
        entities.flush();
    }

    /** Sends pending changes to the database, so that its unique keys speak up now. */
    void flush() {
        entities.flush();
    }

    /**
     * An account by its id.
     *
     * @param id of the account
     * @return empty if there is none
     */
    public Optional<User> find(long id) {
        return Optional.ofNullable(entities.find(User.class, id));
    }

    /**
     * An account by its id, locked until the transaction ends.
     *
     * @param id of the account
     * @return empty if there is none
     */
    public Optional<User> lock(long id) {
        return Optional.ofNullable(entities.find(User.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /**
     * An account by its user name, without regard to case.
     *
     * @param username user name
     * @return empty if there is none
     */
    public Optional<User> findByUsername(String username) {
        return entities.createQuery("SELECT u FROM User u WHERE u.username = :username", User.class)
                .setParameter("username", UsernameRules.normalize(username))
                .getResultStream()
                .findFirst();
    }

    /**
     * Returns what access tokens say about an active account.
     *
     * @param id of the account
     * @return empty if the account does not exist or is deactivated
     */
    public Optional<AccountClaims> activeClaims(long id) {
        return database.first(
                ACTIVE_CLAIMS, row -> new AccountClaims(row.getLong(1), row.getString(2), row.getBoolean(3)), id);
    }

    /**
     * Returns what all spellings have in common that the database considers the same username or email address.
     *
     * @param name username or email address
     * @return the weights by which the columns are compared, in hexadecimal digits
     */
    public String collationKey(String name) {
        return database.first("SELECT " + COLLATION_KEY, row -> row.getString(1), name)
                .orElseThrow();
    }

    /**
     * A local account by its e-mail address, without regard to case and to the form of the domain. Accounts of single sign-on are left out: their
     * addresses are what the issuer says, and prove nothing here.
     *
     * @param email address
     * @return empty if there is none
     */
    public Optional<User> findByEmail(String email) {
        var canonical = EmailAddresses.canonical(email).orElse(email);
        return entities.createQuery("SELECT u FROM User u WHERE u.email IN :emails AND u.external = FALSE", User.class)
                .setParameter("emails", List.of(canonical, EmailAddresses.unicode(canonical)))
                .getResultStream()
                // Previous versions may have registered both forms.
                .min(Comparator.comparing(
                        user -> !canonical.equalsIgnoreCase(user.profile().email())));
    }

    /** The ids of the active administrators. */
    List<Long> administrators() {
        return entities.createQuery("SELECT u.id FROM User u WHERE u.admin = TRUE AND u.active = TRUE", Long.class)
                .getResultList();
    }

    /**
     * The active accounts among some ids.
     *
     * @param ids of accounts
     * @return those that exist and are active
     */
    public List<User> findActive(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("SELECT u FROM User u WHERE u.id IN :ids AND u.active = TRUE", User.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /**
     * Whether an account is active, as of now and until the transaction ends: its row is locked in share mode, so that
     * nobody deactivates or deletes it meanwhile. Unlike {@link #lock}, it does not hold up others who check the same.
     *
     * @param id of the account
     * @return false if there is none
     */
    public boolean holdActive(long id) {
        return !entities.createNativeQuery(
                        "SELECT u.id FROM users u WHERE u.id = ?1 AND u.is_active = TRUE LOCK IN SHARE MODE")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    Slice<User> page(PageQuery page, Optional<Boolean> active, Optional<Boolean> admin) {
        return LISTING.page(
                entities,
                page,
                (builder, query, root) -> builder.and(
                        active.map(wanted -> builder.equal(root.get("active"), wanted))
                                .orElseGet(builder::conjunction),
                        admin.map(wanted -> builder.equal(root.get("admin"), wanted))
                                .orElseGet(builder::conjunction)));
    }

    Slice<User> directory(PageQuery page) {
        return DIRECTORY.page(entities, page, (builder, query, root) -> builder.isTrue(root.get("active")));
    }
}
