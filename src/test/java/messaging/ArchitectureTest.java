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

/** The boundaries of the code. To cross one, change the rule first and state the reason. */
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

    private static final DescribedPredicate<JavaClass> RESOURCES =
            are(DescribedPredicate.describe("resources", (JavaClass type) -> type.isAnnotatedWith(Path.class)));

    // Dependencies between features

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("messaging.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule foundationDependsOnNoFeature = noClasses()
            .that(resideInAnyPackage(FOUNDATION))
            .should()
            .dependOnClassesThat(resideInAPackage("messaging..").and(not(resideInAnyPackage(FOUNDATION))));

    @ArchTest
    static final ArchRule userDependsOnNoOtherFeature = dependsOnlyOn("user");

    @ArchTest
    static final ArchRule conversationDependsOnUser = dependsOnlyOn("conversation", "user");

    @ArchTest
    static final ArchRule messageDependsOnConversation = dependsOnlyOn("message", "conversation", "user");

    @ArchTest
    static final ArchRule inboxDependsOnMessage = dependsOnlyOn("inbox", "message", "conversation", "user");

    @ArchTest
    static final ArchRule syncDependsOnNoConnections =
            dependsOnlyOn("sync", "inbox", "message", "conversation", "user");

    @ArchTest
    static final ArchRule clusterDependsOnNoFeature = dependsOnlyOn("cluster");

    @ArchTest
    static final ArchRule presenceDependsOnNoConnections =
            dependsOnlyOn("presence", "cluster", "sync", "message", "conversation", "user");

    @ArchTest
    static final ArchRule liveDependsOnSyncPresenceAndCluster = dependsOnlyOn(
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
    static final ArchRule classesHaveNoCycles =
            slices().assignedFrom(outermostClasses()).should().beFreeOfCycles();

    // Jakarta Messaging is available only where a broker is configured.
    @ArchTest
    static final ArchRule onlyBrokerDependsOnJakartaMessaging = noClasses()
            .that(not(DescribedPredicate.describe(
                    "are Broker", (JavaClass type) -> type.getSimpleName().equals("Broker"))))
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.jms.."));

    @ArchTest
    static final ArchRule authDependsOnUser = dependsOnlyOn("auth", "user");

    @ArchTest
    static final ArchRule authJwtDependsOnNoSessions = dependsOnlyOn("auth.jwt", "user");

    @ArchTest
    static final ArchRule authSessionDependsOnJwt = dependsOnlyOn("auth.session", "auth.jwt", "user");

    @ArchTest
    static final ArchRule authSsoDependsOnUser = dependsOnlyOn("auth.sso", "user");

    @ArchTest
    static final ArchRule authCookieDependsOnSession = dependsOnlyOn("auth.cookie", "auth", "auth.session", "user");

    @ArchTest
    static final ArchRule resetDependsOnUserAndMail = dependsOnlyOn("reset", "user", "mail");

    @ArchTest
    static final ArchRule noFeatureDependsOnAdmin = noClasses()
            .that(not(resideInAPackage("messaging.admin..")))
            .should()
            .dependOnClassesThat(resideInAPackage("messaging.admin.."));

    @ArchTest
    static final ArchRule mailDependsOnNoFeature = dependsOnlyOn("mail");

    // The commands run without a server.
    @ArchTest
    static final ArchRule commandsDependOnPlainJavaOnly = noClasses()
            .that(resideInAPackage("messaging.command.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta..", "org.eclipse.microprofile.."));

    // Layers

    @ArchTest
    static final ArchRule onlyEdgeDependsOnHttp = noClasses()
            .that(not(resideInAnyPackage(
                    "messaging.web..", "messaging.problem..", "messaging.json..", "messaging.openapi..")))
            .and(not(simpleNameEndingWith("Resource")))
            .and(not(simpleNameEndingWith("Servlet")))
            .and(not(simpleNameEndingWith("Filter")))
            .and(not(simpleNameEndingWith("Features")))
            .and(not(simpleNameEndingWith("Parameters")))
            .and(not(DescribedPredicate.describe(
                    "translate between HTTP and the application",
                    (JavaClass type) -> Set.of(
                                    "Api",
                                    "AccessTokenProducer",
                                    "AuthenticatedRequest",
                                    "ListParameters",
                                    "CursorParameters",
                                    "EntityTags",
                                    "IfMatch",
                                    "RefreshCookie",
                                    "SseConnection")
                            .contains(outermost(type).getSimpleName()))))
            .should()
            // Domain exceptions carry their status, and header names are constants.
            .dependOnClassesThat(resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..")
                    .and(not(DescribedPredicate.describe(
                            "are not a status or header name",
                            (JavaClass type) -> Set.of(
                                            "jakarta.ws.rs.core.Response$Status", "jakarta.ws.rs.core.HttpHeaders")
                                    .contains(type.getName())))));

    @ArchTest
    static final ArchRule resourcesDoNotAccessDatabase = noClasses()
            .that(RESOURCES)
            .should()
            .dependOnClassesThat(assignableTo(EntityManager.class)
                    .or(resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..")));

    // One instance serves all requests: request data is a parameter or a proxy.
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
    static final ArchRule classesCreatedAtStartUseNoEnterpriseBeans = noClasses()
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

    // In a bean with a longer scope, an injected token can belong to another request.
    @ArchTest
    static final ArchRule onlyCallerInjectsToken = fields().that()
            .haveRawType(JsonWebToken.class)
            .and()
            .areAnnotatedWith(Inject.class)
            .should()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(RequestScoped.class)
            .andShould()
            .beDeclaredInClassesThat()
            .haveSimpleName("Caller");

    // Style

    @ArchTest
    static final ArchRule entitiesHaveNoAccessors = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameMatching("(set|get)[A-Z].*");

    @ArchTest
    static final ArchRule entityFieldsArePrivate = fields().that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .and()
            .areNotStatic()
            .should()
            .bePrivate();

    @ArchTest
    static final ArchRule classesWriteOnlyTheirOwnFields = classes().should(writeOwnFieldsOnly());

    @ArchTest
    static final ArchRule resourcesUseRecords = methods()
            .that()
            .areDeclaredInClassesThat(RESOURCES)
            .and()
            .arePublic()
            .should(useRecordsOnly());

    @ArchTest
    static final ArchRule viewsAreRecords =
            classes().that().haveSimpleNameEndingWith("View").should().beRecords();

    @ArchTest
    static final ArchRule namesHaveNoVagueSuffix = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils|Dto|DTO)(\\$.*)?")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..dto..", "..impl..", "..common..", "..helper..");

    @ArchTest
    static final ArchRule interfacesHaveSeveralImplementations = classes()
            .that()
            .areInterfaces()
            .and(not(DescribedPredicate.describe("are annotations", JavaClass::isAnnotation)))
            // JMX requires an interface.
            .and(not(simpleNameEndingWith("MXBean")))
            .should(haveNoSingleImplementation());

    @ArchTest
    static final ArchRule timeComesFromInjectedClock = noClasses()
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
    static final ArchRule onlyCommandsWriteToStandardOutput = noClasses()
            .that(not(resideInAnyPackage("messaging.command..", "messaging.startup..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static SliceAssignment outermostClasses() {
        return new SliceAssignment() {
            @Override
            public String getDescription() {
                return "classes with the classes nested in them";
            }

            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(outermost(type).getName());
            }
        };
    }

    private static ArchRule dependsOnlyOn(String feature, String... dependencies) {
        var allowed = Set.of(dependencies);
        return noClasses()
                .that(resideInAPackage("messaging." + feature + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("messaging..")
                        .and(not(resideInAPackage("messaging." + feature + "..")))
                        .and(not(resideInAnyPackage(FOUNDATION)))
                        .and(not(DescribedPredicate.describe(
                                "are in " + allowed,
                                (JavaClass type) ->
                                        allowed.contains(type.getPackageName().replace("messaging.", ""))))));
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

    private static ArchCondition<JavaMethod> useRecordsOnly() {
        return new ArchCondition<>("accept and return records, or JAX-RS types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var result = method.getRawReturnType();
                if (!result.isRecord()
                        && !Set.of("void", "jakarta.ws.rs.core.Response").contains(result.getName())) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " returns " + result));
                }
                method.getParameters().stream()
                        // The body is the only parameter without a JAX-RS annotation.
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
        return new ArchCondition<>("have no or several implementations (lambdas are not counted)") {
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
