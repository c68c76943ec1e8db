package because.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may import which, and the conventions that a machine can see. Each rule is seen to fail on a class that was made to break it. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("because");

    private static final JavaClasses FIXTURES = new ClassFileImporter()
            .withImportOption(location -> location.contains("/fixture/"))
            .importPackages("because");

    /** A rule and the class that was made to break it. */
    private record Case(ArchRule rule, String breaker) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(
                classes()
                        .that()
                        .resideInAPackage("because.core..")
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage("because.core..", "java..", "org.jspecify.."))
                        .as("core imports nothing but Java and jspecify"),
                "because.core.fixture.UsesLibrary"));
        cases.add(row("data", "because.data.fixture.UsesModels", "core"));
        cases.add(row("network", "because.network.fixture.UsesModels", "core"));
        cases.add(row("models", "because.models.fixture.UsesExplain", "core", "network", "privacy"));
        cases.add(row("explain", "because.explain.fixture.UsesNarrate", "core", "network", "privacy"));
        cases.add(row("narrate", "because.narrate.fixture.UsesEvaluate", "core", "network"));
        cases.add(row("evaluate", "because.evaluate.fixture.UsesModels", "core"));
        cases.add(row("testkit", "because.testkit.fixture.UsesExplain", "core", "evaluate"));
        cases.add(new Case(
                noClasses()
                        .that()
                        .resideInAnyPackage("because", "because.fixture")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("because.cli..", "because.testkit.."))
                        .as("the front door knows neither the command line nor the testkit"),
                "because.fixture.UsesTestkit"));
        cases.add(new Case(
                noClasses()
                        .that()
                        .resideInAPackage("because.cli..")
                        .and()
                        .resideOutsideOfPackage("because.cli.vectors..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("because.network..", "because.models..", "because.explain.."))
                        .as("commands reach models and explainers through the front door"),
                "because.cli.fixture.UsesModels"));
        cases.add(new Case(
                slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().as("no cycles between packages"),
                "because.fixture.ThisWay"));
        cases.add(new Case(
                noClasses()
                        .should()
                        .haveSimpleNameEndingWith("Util")
                        .orShould()
                        .haveSimpleNameEndingWith("Utils")
                        .orShould()
                        .haveSimpleNameEndingWith("Helper")
                        .orShould()
                        .haveSimpleNameEndingWith("Manager")
                        .as("classes are named after what they are"),
                "because.fixture.ThingManager"));
        cases.add(new Case(
                NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.as("nothing is printed past the terminal"),
                "because.fixture.Prints"));
        cases.add(new Case(
                classes()
                        .that()
                        .areNotAssignableTo(Throwable.class)
                        .and()
                        .areNotEnums()
                        .and(not(JavaClass.Predicates.assignableTo(Enum.class)))
                        .should()
                        .notBeAssignableTo(Serializable.class)
                        .andShould(new NeverUse(ObjectInputStream.class, ObjectOutputStream.class))
                        .as("Java's own serialization is not used"),
                "because.fixture.Serializes"));
        cases.add(new Case(
                noClasses()
                        .should()
                        .callConstructor(Random.class)
                        .orShould()
                        .callConstructor(SplittableRandom.class)
                        .orShould()
                        .callMethod(Math.class, "random")
                        .orShould()
                        .callMethod(UUID.class, "randomUUID")
                        .orShould()
                        .callMethod(ThreadLocalRandom.class, "current")
                        .as("every random choice has a seed"),
                "because.fixture.Guesses"));
        cases.add(new Case(
                noClasses()
                        .that()
                        .resideInAnyPackage("because.models.sequence..", "because.models.fixture..")
                        .and()
                        .doNotHaveSimpleName("Placement")
                        .should()
                        .callMethodWhere(describe(
                                "it makes a tensor or looks into its memory",
                                call -> call.getTargetOwner().getPackageName().equals("org.bytedeco.pytorch")
                                        && Set.of("create", "data_ptr").contains(call.getName())))
                        .as("tensors are made where the training computes"),
                "because.models.fixture.MakesTensor"));
        cases.add(new Case(
                classes().should(new BeNullMarked()).as("every package says that nothing is null unless it says so"),
                "because.fixture.ThisWay"));
        return cases;
    }

    /** A row of the table of modules: what a module may import of ours. */
    private static Case row(String module, String breaker, String... allowed) {
        String[] packages = Stream.concat(Stream.of(module), Arrays.stream(allowed))
                .map(name -> "because." + name + "..")
                .toArray(String[]::new);
        return new Case(
                classes()
                        .that()
                        .resideInAPackage("because." + module + "..")
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(packages).or(not(resideInAPackage("because.."))))
                        .as(module + " imports of ours only " + String.join(", ", allowed)),
                breaker);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holds_in_the_product(Case rule) {
        rule.rule().check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_seen_to_fail_where_it_is_broken(Case rule) {
        assertThat(rule.rule().evaluate(FIXTURES).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(rule.breaker()));
    }

    @Test
    void sees_every_module_of_the_product() {
        assertThat(PRODUCT.stream()
                        .map(c -> c.getPackageName().split("\\."))
                        .map(names -> names.length < 2 ? "because" : names[1])
                        .distinct())
                .containsExactlyInAnyOrder(
                        "because",
                        "core",
                        "data",
                        "network",
                        "models",
                        "explain",
                        "narrate",
                        "evaluate",
                        "testkit",
                        "cli");
        assertThat(PRODUCT.stream().filter(c -> c.getPackageName().contains("fixture")))
                .isEmpty();
    }

    @Test
    void tests_are_named_so_that_the_build_finds_them() throws IOException {
        Path root = Path.of(System.getProperty("because.root", ".."));
        Pattern test = Pattern.compile("^\\s*@(Test|ParameterizedTest|TestFactory)\\b", Pattern.MULTILINE);
        List<String> misnamed = new ArrayList<>();
        int found = 0;
        try (Stream<Path> modules = Files.list(root)) {
            for (Path tests : modules.map(m -> m.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file :
                            files.filter(f -> f.toString().endsWith(".java")).toList()) {
                        if (test.matcher(Files.readString(file)).find()) {
                            found++;
                            if (!file.toString().matches(".*(Test|IT)\\.java")) {
                                misnamed.add(file.toString());
                            }
                        }
                    }
                }
            }
        }
        assertThat(misnamed).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    /** A slice for each package, so that no two packages import one another, however far around. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return javaClass.getPackageName().startsWith("because")
                    ? SliceIdentifier.of(javaClass.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    private static final class NeverUse extends ArchCondition<JavaClass> {
        private final List<String> types;

        NeverUse(Class<?>... types) {
            super("never use " + Arrays.toString(types));
            this.types = Arrays.stream(types).map(Class::getName).toList();
        }

        @Override
        public void check(JavaClass javaClass, ConditionEvents events) {
            boolean uses = javaClass.getDirectDependenciesFromSelf().stream()
                    .anyMatch(d -> types.contains(d.getTargetClass().getName()));
            events.add(new SimpleConditionEvent(javaClass, !uses, javaClass.getName() + " uses " + types));
        }
    }

    private static final class BeNullMarked extends ArchCondition<JavaClass> {
        BeNullMarked() {
            super("be in a package that is @NullMarked");
        }

        @Override
        public void check(JavaClass javaClass, ConditionEvents events) {
            JavaPackage its = javaClass.getPackage();
            events.add(new SimpleConditionEvent(
                    javaClass,
                    its.isAnnotatedWith(NullMarked.class),
                    javaClass.getName() + " is in an unmarked package"));
        }
    }
}
