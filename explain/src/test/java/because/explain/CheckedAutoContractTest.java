package because.explain;

import because.core.Explainer;
import because.testkit.ExplainerContract.Claim;
import because.testkit.ExplainerContractTest;
import java.util.Set;

/** The JUnit form of the contract, on the explainer that the product uses. */
class CheckedAutoContractTest extends ExplainerContractTest {
    @Override
    protected Explainer explainer() {
        return new CheckedExplainer(Explainers.named("auto"));
    }

    @Override
    protected Set<Claim> claims() {
        return Set.of(Claim.EFFICIENT, Claim.SHAPLEY);
    }
}
