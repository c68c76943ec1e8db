package because.testkit;

import because.core.Recommender;

/** The JUnit form of the contract, on a recommender that keeps it. */
class PlantedWorldContractTest extends RecommenderContractTest {
    @Override
    protected Recommender recommender() {
        return PlantedWorld.triples(11);
    }
}
