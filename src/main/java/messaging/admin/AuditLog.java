package messaging.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.Predicate;
import java.time.Instant;
import java.util.ArrayList;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.PageReader;
import messaging.paging.Slice;
import messaging.user.User;
import messaging.user.Users;

/** Stores and reads audit entries. */
@ApplicationScoped
class AuditLog {
    static final Listing<AuditEntry> LISTING = Listing.of(AuditEntry.class)
            .search(FoldedText.of("detailFolded", "detail"))
            .search("actor", Users.NAMES)
            .searchAscii("action")
            .order("id", "created_at", "action")
            .fetching("actor")
            .byDefault("-id");

    @PersistenceContext
    private EntityManager entities;

    void add(long actor, AuditEntry.Act act, Instant now) {
        entities.persist(new AuditEntry(entities.getReference(User.class, actor), act, now));
    }

    Slice<AuditEntry> page(PageQuery page, AuditFilter filter) {
        return new PageReader<>(LISTING, entities, page, (builder, query, root) -> {
                    var conditions = new ArrayList<Predicate>();
                    filter.actor()
                            .ifPresent(id -> conditions.add(
                                    builder.equal(root.get("actor").get("id"), id)));
                    filter.action()
                            .ifPresent(action -> conditions.add(builder.equal(root.get("action"), action.wireName())));
                    filter.targetType()
                            .ifPresent(type -> conditions.add(builder.equal(root.get("targetType"), type.wireName())));
                    filter.targetId().ifPresent(id -> conditions.add(builder.equal(root.get("targetId"), id)));
                    filter.from()
                            .ifPresent(from ->
                                    conditions.add(builder.greaterThanOrEqualTo(root.<Instant>get("createdAt"), from)));
                    filter.to().ifPresent(to -> conditions.add(builder.lessThan(root.<Instant>get("createdAt"), to)));
                    return builder.and(conditions.toArray(Predicate[]::new));
                })
                .read();
    }
}
