package because.testkit;

import because.core.Explainer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The {@link ExplainerContract} as a JUnit test, to be extended: a test for each promise. */
public abstract class ExplainerContractTest {
    /** For subclasses. */
    protected ExplainerContractTest() {}

    /** @return the explainer that is examined */
    protected abstract Explainer explainer();

    /** @return what the explainer says of its values */
    protected abstract Set<ExplainerContract.Claim> claims();

    @TestFactory
    Stream<DynamicTest> keeps_the_contract_of_explainers() {
        List<Violation> violations = ExplainerContract.check(explainer(), claims());
        return Stream.of(ExplainerContract.Rule.values())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.text(),
                        () -> Assertions.assertEquals(
                                List.of(),
                                violations.stream()
                                        .filter(v -> v.rule().equals(rule.text()))
                                        .toList())));
    }
}
