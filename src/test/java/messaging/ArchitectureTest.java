package messaging;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The boundaries of the code. Whoever has to cross one changes it here first, with a reason. */
@AnalyzeClasses(packages = "messaging", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] FOUNDATION = {
        "messaging.idempotency..",
        "messaging.jdbc..",
        "messaging.json..",
        "messaging.monitor..",
        "messaging.oidc..",
        "messaging.paging..",
        "messaging.problem..",
        "messaging.revision..",
        "messaging.settings..",
        "messaging.text..",
        "messaging.throttle..",
        "messaging.transaction..",
        "messaging.schema.."
    };

    private static final String[] PACKAGES_WITHOUT_CLASS_CYCLES = {
        "messaging.admin..",
        "messaging.cluster..",
        "messaging.command..",
        "messaging.health..",
        "messaging.json..",
        "messaging.live..",
        "messaging.monitor..",
        "messaging.openapi..",
        "messaging.presence..",
        "messaging.problem..",
        "messaging.schema..",
        "messaging.settings..",
        "messaging.startup..",
        "messaging.sync..",
        "messaging.transport..",
        "messaging.warmup..",
        "messaging.web.."
    };

    private static final DescribedPredicate<JavaClass> RESOURCES =
            are(DescribedPredicate.describe("resources", (JavaClass type) -> type.isAnnotatedWith(Path.class)));

    // Which way the features depend

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("messaging.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theFoundationKnowsNoFeature = noClasses()
            .that(resideInAnyPackage(FOUNDATION))
            .should()
            .dependOnClassesThat(resideInAPackage("messaging..").and(not(resideInAnyPackage(FOUNDATION))));

    @ArchTest
    static final ArchRule accountsKnowNoOtherFeature = onlyKnows("user");

    @ArchTest
    static final ArchRule conversationsKnowAccounts = onlyKnows("conversation", "user");

    @ArchTest
    static final ArchRule messagesKnowConversationsAndAccounts = onlyKnows("message", "conversation", "user");

    @ArchTest
    static final ArchRule inboxesKnowMessagesConversationsAndAccounts =
            onlyKnows("inbox", "message", "conversation", "user");

    @ArchTest
    static final ArchRule syncKnowsNoConnections = onlyKnows("sync", "inbox", "message", "conversation", "user");

    @ArchTest
    static final ArchRule clusterKnowsNoFeature = onlyKnows("cluster");

    @ArchTest
    static final ArchRule presenceKnowsNoConnections =
            onlyKnows("presence", "cluster", "sync", "message", "conversation", "user");

    @ArchTest
    static final ArchRule liveKnowsChangesPresenceAndCluster = onlyKnows(
            "live",
            "presence",
            "cluster",
            "sync",
            "inbox",
            "message",
            "conversation",
            "auth",
            "auth.session",
            "health");

    @ArchTest
    static final ArchRule noClassCycles = slices().assignedFrom(classesOf(PACKAGES_WITHOUT_CLASS_CYCLES))
            .should()
            .beFreeOfCycles();

    // Jakarta Messaging is there only where a broker is configured.
    @ArchTest
    static final ArchRule onlyOneClassNeedsABroker = noClasses()
            .that(not(DescribedPredicate.describe(
                    "are Broker", (JavaClass type) -> type.getSimpleName().equals("Broker"))))
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.jms.."));

    @ArchTest
    static final ArchRule authenticationKnowsAccounts = onlyKnows("auth", "user");

    @ArchTest
    static final ArchRule tokenSyntaxKnowsNoSessions = onlyKnows("auth.jwt", "user");

    @ArchTest
    static final ArchRule sessionsKnowTokenSyntax = onlyKnows("auth.session", "auth.jwt", "user");

    @ArchTest
    static final ArchRule singleSignOnKnowsAccounts = onlyKnows("auth.sso", "user");

    @ArchTest
    static final ArchRule cookiesAreAFormOfAuthentication = onlyKnows("auth.cookie", "auth", "auth.session", "user");

    @ArchTest
    static final ArchRule resetsKnowAccountsAndMail = onlyKnows("reset", "user", "mail");

    @ArchTest
    static final ArchRule nobodyKnowsTheAdministration = noClasses()
            .that(not(resideInAPackage("messaging.admin..")))
            .should()
            .dependOnClassesThat(resideInAPackage("messaging.admin.."));

    @ArchTest
    static final ArchRule mailKnowsNoFeature = onlyKnows("mail");

    // What runs without a server must not need one.
    @ArchTest
    static final ArchRule commandsNeedPlainJavaOnly = noClasses()
            .that(resideInAPackage("messaging.command.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta..", "org.eclipse.microprofile.."));

    // Who knows what

    @ArchTest
    static final ArchRule onlyTheEdgeKnowsHttp = noClasses()
            .that(not(resideInAnyPackage(
                    "messaging.web..", "messaging.problem..", "messaging.json..", "messaging.openapi..")))
            .and(not(simpleNameEndingWith("Resource")))
            .and(not(simpleNameEndingWith("Servlet")))
            .and(not(simpleNameEndingWith("Guard")))
            .and(not(simpleNameEndingWith("Filter")))
            .and(not(simpleNameEndingWith("Features")))
            .and(not(simpleNameEndingWith("Parameters")))
            .and(not(DescribedPredicate.describe(
                    "are what a resource takes from or gives to HTTP",
                    (JavaClass type) -> Set.of(
                                    "Api",
                                    "AccessTokenProducer",
                                    "AuthenticatedRequest",
                                    "ListParameters",
                                    "CursorParameters",
                                    "IfMatch",
                                    "RefreshCookie",
                                    "SseConnection")
                            .contains(outermost(type).getSimpleName()))))
            .should()
            // A domain exception knows its status, and the names of headers and media types are mere words.
            .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..")
                    .and(not(DescribedPredicate.describe(
                            "are no status or header name",
                            (JavaClass type) -> Set.of(
                                            "jakarta.ws.rs.core.Response$Status", "jakarta.ws.rs.core.HttpHeaders")
                                    .contains(type.getName())))));

    @ArchTest
    static final ArchRule resourcesTouchNoDatabase = noClasses()
            .that(RESOURCES)
            .should()
            .dependOnClassesThat(assignableTo(EntityManager.class)
                    .or(resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..")));

    // One instance of each serves all requests: what belongs to a request is a parameter or a proxy.
    @ArchTest
    static final ArchRule resourcesAreApplicationScoped = classes()
            .that(RESOURCES)
            .should()
            .beAnnotatedWith(ApplicationScoped.class)
            .andShould()
            .haveSimpleNameEndingWith("Resource");

    @ArchTest
    static final ArchRule onlyServicesAreEnterpriseBeans =
            classes().that().areAnnotatedWith(Stateless.class).should().haveSimpleNameEndingWith("Service");

    // The container creates them while the application starts, on several threads. A thread that needs an enterprise
    // bean before the start has completed waits for it, holding locks that the start needs: a deadlock. Beans between
    // them are created at their first call, which is later.
    @ArchTest
    static final ArchRule whatIsMadeAtTheStartNeedsNoEnterpriseBean = noClasses()
            .that()
            .areAssignableTo(Filter.class)
            .or()
            .areAssignableTo(Servlet.class)
            .or()
            .areAssignableTo(HealthCheck.class)
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(Stateless.class)
            .orShould()
            .dependOnClassesThat()
            .areAnnotatedWith(Singleton.class);

    // An injected token in a bean that lives longer can be another request's.
    @ArchTest
    static final ArchRule tokensAreInjectedInOnePlace = fields().that()
            .haveRawType(JsonWebToken.class)
            .and()
            .areAnnotatedWith(Inject.class)
            .should()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(RequestScoped.class)
            .andShould()
            .beDeclaredInClassesThat()
            .haveSimpleName("Caller");

    // How things are built

    @ArchTest
    static final ArchRule entitiesChangeByVerbs = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameMatching("(set|get)[A-Z].*");

    @ArchTest
    static final ArchRule fieldsOfEntitiesArePrivate = fields().that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .and()
            .areNotStatic()
            .should()
            .bePrivate();

    @ArchTest
    static final ArchRule nobodyWritesTheFieldsOfAnotherClass = classes().should(writeOwnFieldsOnly());

    @ArchTest
    static final ArchRule whatGoesOverTheWireIsARecord = methods()
            .that()
            .areDeclaredInClassesThat(RESOURCES)
            .and()
            .arePublic()
            .should(takeAndGiveRecordsOnly());

    @ArchTest
    static final ArchRule viewsAreRecords =
            classes().that().haveSimpleNameEndingWith("View").should().beRecords();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils|Dto|DTO)(\\$.*)?")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..dto..", "..impl..", "..common..", "..helper..");

    @ArchTest
    static final ArchRule noInterfaceForOneImplementation = classes()
            .that()
            .areInterfaces()
            .and(not(DescribedPredicate.describe("are annotations", JavaClass::isAnnotation)))
            // JMX finds the attributes of a bean by its interface.
            .and(not(simpleNameEndingWith("MXBean")))
            .should(haveNoSingleImplementation());

    @ArchTest
    static final ArchRule nobodyCreatesClocksOfTheirOwn = noClasses()
            .that(not(resideInAPackage("messaging.settings..")))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule standardOutputIsForCommands = noClasses()
            .that(not(resideInAnyPackage("messaging.command..", "messaging.startup..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    // One slice for each class, with the classes nested in it.
    private static SliceAssignment classesOf(String... packages) {
        var included = resideInAnyPackage(packages);
        return new SliceAssignment() {
            @Override
            public String getDescription() {
                return "classes of " + String.join(", ", packages);
            }

            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return included.test(type) ? SliceIdentifier.of(outermost(type).getName()) : SliceIdentifier.ignore();
            }
        };
    }

    private static ArchRule onlyKnows(String feature, String... others) {
        var known = Set.of(others);
        return noClasses()
                .that(resideInAPackage("messaging." + feature + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("messaging..")
                        .and(not(resideInAPackage("messaging." + feature + "..")))
                        .and(not(resideInAnyPackage(FOUNDATION)))
                        .and(not(DescribedPredicate.describe(
                                "are in " + known,
                                (JavaClass type) ->
                                        known.contains(type.getPackageName().replace("messaging.", ""))))));
    }

    private static ArchCondition<JavaClass> writeOwnFieldsOnly() {
        return new ArchCondition<>("write their own fields only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getAccessType() == JavaFieldAccess.AccessType.SET)
                        .filter(access -> !outermost(access.getTargetOwner()).equals(outermost(type)))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(type, access.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaMethod> takeAndGiveRecordsOnly() {
        return new ArchCondition<>("take and give records, or JAX-RS's own types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var result = method.getRawReturnType();
                if (!result.isRecord()
                        && !Set.of("void", "jakarta.ws.rs.core.Response").contains(result.getName())) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " gives " + result));
                }
                method.getParameters().stream()
                        // The body is the one parameter that nothing else is said of.
                        .filter(parameter -> parameter.getAnnotations().stream()
                                .map(JavaAnnotation::getRawType)
                                .map(HasName::getName)
                                .noneMatch(name -> name.startsWith("jakarta.ws.rs")))
                        .filter(parameter -> !parameter.getRawType().isRecord())
                        .forEach(parameter ->
                                events.add(SimpleConditionEvent.violated(method, parameter.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> haveNoSingleImplementation() {
        return new ArchCondition<>("have none or several implementations (lambdas are not counted)") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var implementations = type.getAllSubclasses().stream()
                        .filter(subtype -> !subtype.getModifiers().contains(JavaModifier.ABSTRACT))
                        .toList();
                if (implementations.size() == 1) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            type.getName() + " is implemented by "
                                    + implementations.get(0).getName() + " only"));
                }
            }
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
