package messaging.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Constraint;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requires a type for each exception and a code for each field error (S-ERR-1). */
class ProblemSchemeTest {
    /** Exceptions that get their type where they are thrown. */
    private static final Set<String> GENERIC = Set.of("Forbidden");
    /** Written as {@code about}, so that the test does not find itself. */
    private static final String BLANK_TYPE = "about:" + "blank";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("messaging");

    @Test
    void exceptionsShareNoTypes() {
        Map<String, String> owners = new HashMap<>();
        var exceptions = CLASSES.stream()
                .filter(type -> type.isAssignableTo(ProblemException.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> !GENERIC.contains(type.getSimpleName()))
                .toList();
        assertTrue(exceptions.size() > 20, "too few exceptions were found");
        for (var exception : exceptions) {
            var types = typesIn(exception);
            assertFalse(types.isEmpty(), exception.getName() + " has no ProblemType");
            for (var type : types) {
                assertEquals(
                        null,
                        owners.put(type, exception.getSimpleName()),
                        type + " is the type of two exceptions, one of them " + exception.getSimpleName());
            }
        }
    }

    @Test
    void everyTypeIsInUse() {
        var used = CLASSES.stream()
                .filter(type -> !type.isEquivalentTo(ProblemType.class))
                .flatMap(type -> typesIn(type).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        IntStream.range(400, 600)
                .mapToObj(ProblemType::ofStatus)
                .map(Enum::name)
                .forEach(used::add);
        var all = Arrays.stream(ProblemType.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, used);
    }

    @Test
    void everyCodeIsInUse() {
        var used = CLASSES.stream()
                .filter(type -> !type.isEquivalentTo(ErrorCode.class))
                .flatMap(type -> fieldsOf(ErrorCode.class, type).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        // Constraints name their codes in annotations.
        CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Constraint.class))
                .map(type -> type.getMethod("message")
                        .getDefaultValue()
                        .orElseThrow()
                        .toString())
                .map(code -> ErrorCode.find(code).orElseThrow().name())
                .forEach(used::add);
        var all = Arrays.stream(ErrorCode.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, used);
    }

    @Test
    void everyConstraintStatesACodeWithItsParameters() {
        var constraints = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Constraint.class))
                .toList();
        assertTrue(constraints.size() >= 3, "too few constraints were found");
        for (var constraint : constraints) {
            var message = constraint
                    .getMethod("message")
                    .getDefaultValue()
                    .orElseThrow()
                    .toString();
            var code = ErrorCode.find(message);
            assertTrue(code.isPresent(), constraint.getName() + " has no error code as its message: " + message);
            for (var parameter : code.get().parameters()) {
                assertTrue(
                        constraint.tryGetMethod(parameter).isPresent(),
                        constraint.getName() + " has no attribute " + parameter);
            }
        }
    }

    @Test
    void constraintsOfFieldsAreAmongThoseWithACode() {
        // The constraints that Violations maps; any other would be reported as "is not valid".
        var known = Set.of("NotNull", "Email", "Size", "Positive", "PositiveOrZero", "Valid");
        var found = new ArrayList<String>();
        CLASSES.stream()
                .filter(JavaClass::isRecord)
                .map(JavaClass::reflect)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .flatMap(component -> Stream.concat(
                        Arrays.stream(component.getAccessor().getAnnotations()),
                        annotations(component.getAnnotatedType())))
                .map(annotation -> annotation.annotationType())
                .filter(type -> type.getPackageName().startsWith("jakarta.validation"))
                .map(Class::getSimpleName)
                .filter(name -> !known.contains(name))
                .forEach(found::add);
        assertEquals(List.of(), found);
    }

    @Test
    void fieldErrorsAreMadeFromCodes() {
        ArchRuleDefinition.noClasses()
                .that()
                .doNotHaveFullyQualifiedName(FieldError.class.getName())
                .should()
                .callConstructorWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "makes a FieldError with a message of its own",
                        call -> call.getTargetOwner().isEquivalentTo(FieldError.class)))
                .check(CLASSES);
    }

    @Test
    void resourcesNeverSendErrorsThroughTheContainer() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(HttpServletResponse.class, "sendError", int.class)
                .orShould()
                .callMethod(HttpServletResponse.class, "sendError", int.class, String.class)
                .orShould()
                .callConstructorWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "makes an exception of JAX-RS without a type of the project",
                        call -> call.getTargetOwner().isAssignableTo(WebApplicationException.class)
                                && !call.getTargetOwner().isEquivalentTo(NotFoundException.class)
                                && !call.getTargetOwner().isEquivalentTo(NotSupportedException.class)))
                .check(CLASSES);
    }

    @Test
    void aboutBlankIsNeverUsed() throws IOException {
        var found = new ArrayList<Path>();
        for (var root : List.of("src/main", "docs", "README.md")) {
            try (var files = Files.walk(Path.of(root))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.toString().contains("adr")
                            && new String(Files.readAllBytes(file), "ISO-8859-1").contains(BLANK_TYPE)) {
                        found.add(file);
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void containerErrorsAreProblems() throws IOException {
        var server = Files.readString(Path.of("src/main/liberty/config/server.xml"));
        assertEquals(
                2,
                server.split(
                                        "\"type\":\"" + ProblemType.REQUEST_FAILED + "\",\"title\":\""
                                                + ProblemType.REQUEST_FAILED.title() + "\",\"detail\":\""
                                                + ProblemType.REQUEST_FAILED.meaning() + "\"",
                                        -1)
                                .length
                        - 1);
    }

    // Includes type arguments, as in Change<@NotNull String>.
    private static Stream<Annotation> annotations(AnnotatedType type) {
        var own = Arrays.stream(type.getAnnotations());
        return type instanceof AnnotatedParameterizedType generic
                ? Stream.concat(
                        own,
                        Arrays.stream(generic.getAnnotatedActualTypeArguments())
                                .flatMap(ProblemSchemeTest::annotations))
                : own;
    }

    private static Set<String> typesIn(JavaClass type) {
        return fieldsOf(ProblemType.class, type);
    }

    private static Set<String> fieldsOf(Class<?> enumeration, JavaClass type) {
        return type.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(enumeration))
                .map(access -> access.getTarget().getName())
                .filter(name -> name.matches("[A-Z_]+"))
                .filter(name -> !name.equals("PATH"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
