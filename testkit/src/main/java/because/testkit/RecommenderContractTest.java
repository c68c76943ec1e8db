package because.testkit;

import because.core.Recommender;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The {@link RecommenderContract} as a JUnit test, to be extended: a test for each promise. */
public abstract class RecommenderContractTest {
    private @Nullable Recommender recommender;

    /** For subclasses. */
    protected RecommenderContractTest() {}

    /** @return a new recommender, which is closed after the test */
    protected abstract Recommender recommender();

    @BeforeEach
    void open() {
        recommender = recommender();
    }

    @AfterEach
    void close() {
        if (recommender != null) {
            recommender.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_contract_of_recommenders() {
        return Stream.of(RecommenderContract.Rule.values())
                .map(rule -> DynamicTest.dynamicTest(rule.text(), () -> {
                    if (recommender != null) {
                        Assertions.assertEquals(java.util.List.of(), RecommenderContract.check(recommender, rule));
                    }
                }));
    }
}
