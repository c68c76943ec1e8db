package because.cli.vectors;

import because.core.BadInput;
import because.core.Question;
import because.core.Target;
import because.evaluate.accuracy.RankRule;
import because.evaluate.faithfulness.Ablation;
import because.evaluate.faithfulness.Aopc;
import because.evaluate.faithfulness.BestOf;
import because.evaluate.faithfulness.CounterfactualSets;
import because.evaluate.faithfulness.Infidelity;
import because.evaluate.faithfulness.Necessity;
import because.evaluate.faithfulness.Ordering;
import because.evaluate.faithfulness.OrderingSearch;
import because.evaluate.faithfulness.PercentForm;
import because.evaluate.faithfulness.RefinedForm;
import because.evaluate.faithfulness.Response;
import because.evaluate.faithfulness.Sparsity;
import because.evaluate.faithfulness.Steps;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.LeaveOneOut;
import because.explain.shapley.Solution;
import because.testkit.TableWorld;
import because.testkit.vectors.VectorFamily;
import because.testkit.vectors.VectorInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The family {@code faithfulness_recsys}: metrics of faithfulness on models whose score is written down for every state of a history. */
public final class FaithfulnessVectors implements VectorFamily {
    /** Lists up to this length are answered for, whatever a case asks for. */
    private static final int LONGEST = 20;

    @Override
    public String name() {
        return "faithfulness_recsys";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(
                "percent_form",
                "refined_form",
                "attributions",
                "naopc",
                "counterfactual_set",
                "bins",
                "pn_metrics",
                "sparseness",
                "infidelity",
                "best_of_trap");
    }

    @Override
    public Answer answer(String kind, VectorInput input) {
        return switch (kind) {
            case "bins" -> bins(input);
            case "pn_metrics" -> necessity(input);
            case "sparseness" -> sparsity(input.at("attributions").numbers());
            case "infidelity" -> infidelity(input);
            case "best_of_trap" -> bestOf(input);
            default -> throw BadInput.unknown("kind without a table", kind, kinds());
        };
    }

    @Override
    public Answer answer(String kind, VectorInput input, VectorInput file) {
        return switch (kind) {
            case "percent_form" -> percentForm(Table.of(input, file), ordering(input));
            case "refined_form" -> refinedForm(Table.of(input, file), ordering(input), input);
            case "attributions" -> attributions(Table.of(input, file));
            case "naopc" -> normalised(Table.of(input, file));
            case "counterfactual_set" -> counterfactuals(Table.of(input, file));
            default -> answer(kind, input);
        };
    }

    /** One of the file's tables as a recommender, the question about its explained candidate, and how it responds. */
    private record Table(TableWorld world, Question question, Response response) {
        static Table of(VectorInput input, VectorInput file) {
            VectorInput table = file.at("tables").at(input.at("table").text());
            TableWorld world = new TableWorld(
                    table.at("history").integer(), table.at("scores").matrix());
            Question question = world.question(table.at("y").integer());
            // The vectors count the candidates with a strictly higher score.
            Response response = new Ablation(world, question, RankRule.OPTIMISTIC, LONGEST).response(0, Target.SCORE);
            return new Table(world, question, response);
        }

        Solution leaveOneOut() {
            return LeaveOneOut.of(world.game(question));
        }

        Solution shapley() {
            return ExactShapley.of(world.game(question));
        }

        double[] values(Solution solution) {
            return IntStream.range(0, response.players())
                    .mapToDouble(player -> solution.value(player, 0))
                    .toArray();
        }
    }

    private static Ordering ordering(VectorInput input) {
        return Ordering.of(input.at("ordering").integers());
    }

    private static Answer percentForm(Table table, Ordering ordering) {
        PercentForm form = PercentForm.of(table.response(), ordering);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("removed_counts", form.removed());
        answer.put("pos_ranks", form.posRanks());
        answer.put("neg_ranks", form.negRanks());
        for (int k = 1; k <= LONGEST; k++) {
            answer.put("POS@" + k, form.pos(k));
            answer.put("NEG@" + k, form.neg(k));
        }
        answer.put("DEL", form.del());
        answer.put("INS", form.ins());
        answer.put("CDCG", form.cdcg());
        return Answer.of(answer);
    }

    private static Answer refinedForm(Table table, Ordering ordering, VectorInput input) {
        Map<String, Object> answer = new LinkedHashMap<>();
        for (int events : input.at("Ke").integers()) {
            RefinedForm form = RefinedForm.of(table.response(), ordering, events);
            Map<String, Object> at = new LinkedHashMap<>();
            for (int k = 1; k <= LONGEST; k++) {
                at.put("POS@" + k, form.pos(k));
            }
            at.put("CDCG", form.cdcg());
            at.put("DEL", form.del());
            at.put("INS", form.ins());
            at.put("rank", form.rank());
            answer.put(Integer.toString(events), at);
        }
        return Answer.of(answer);
    }

    private static Answer attributions(Table table) {
        Solution shapley = table.shapley();
        double[] oneOut = table.values(table.leaveOneOut());
        return Answer.of(Map.of(
                "leave_one_out",
                oneOut,
                "shapley",
                table.values(shapley),
                "loo_order",
                Ordering.by(oneOut).players(),
                "shapley_order",
                Ordering.by(table.values(shapley)).players(),
                "base",
                shapley.base(0),
                "score",
                shapley.score(0)));
    }

    private static Answer normalised(Table table) {
        int[] points = IntStream.rangeClosed(1, table.response().players()).toArray();
        Aopc.Bounds bounds = new OrderingSearch(table.response(), points).exact();
        double oneOut =
                Aopc.comprehensiveness(table.response(), Ordering.by(table.values(table.leaveOneOut())), points);
        double shapley = Aopc.comprehensiveness(table.response(), Ordering.by(table.values(table.shapley())), points);
        return Answer.of(Map.of(
                "best", bounds.best(),
                "worst", bounds.worst(),
                "aopc_loo", oneOut,
                "aopc_shapley", shapley,
                "naopc_loo", bounds.normalise(oneOut),
                "naopc_shapley", bounds.normalise(shapley)));
    }

    private static Answer counterfactuals(Table table) {
        CounterfactualSets sets = CounterfactualSets.smallest(table.response());
        int first = table.world().item(0);
        return Answer.of(Map.of(
                "minimum_size",
                sets.size() < 0 ? Optional.empty() : Optional.of(sets.size()),
                "all_minimum_sets",
                sets.sets(),
                "new_top",
                sets.tops().stream().map(item -> item - first).toList()));
    }

    private static Answer bins(VectorInput input) {
        int size = input.at("history_size").integer();
        int parts = input.at("parts").integer();
        return Answer.of(Map.of("bin_sizes", Steps.sizes(size, parts), "cumulative", Steps.cumulative(size, parts)));
    }

    private static Answer necessity(VectorInput input) {
        Necessity necessity = Necessity.of(
                list(input.at("before")),
                list(input.at("after")),
                input.at("k").integer(),
                input.at("item").integer());
        return Answer.of(
                Map.of("PN-S(item)", necessity.item(), "PN-S(list)", necessity.list(), "PN-R", necessity.ranked()));
    }

    private static List<Integer> list(VectorInput input) {
        return IntStream.of(input.integers()).boxed().toList();
    }

    private static Answer sparsity(double[] values) {
        return Answer.of(Map.of("gini", Sparsity.gini(values), "entropy", Sparsity.entropy(values)));
    }

    private static Answer infidelity(VectorInput input) {
        List<Infidelity.Perturbed> perturbed = input.at("perturbations").elements().stream()
                .map(one -> new Infidelity.Perturbed(
                        DoubleStream.of(one.at("I").numbers()).boxed().toList(),
                        one.at("f_x_minus_I").number()))
                .toList();
        Infidelity infidelity = Infidelity.of(
                input.at("attributions").numbers(), input.at("f_x").number(), perturbed);
        return Answer.of(Map.of(
                "infidelity", infidelity.infidelity(),
                "beta", infidelity.beta(),
                "normalised", infidelity.normalised()));
    }

    private static Answer bestOf(VectorInput input) {
        List<Map<String, Double>> explanations = input.at("explanations").elements().stream()
                .map(one -> {
                    Map<String, Double> metrics = new LinkedHashMap<>();
                    one.entries().forEach((metric, value) -> metrics.put(metric, value.number()));
                    return metrics;
                })
                .toList();
        BestOf best = BestOf.of(explanations);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("per_metric_oracle", best.oracle());
        answer.put("attained_by_one", best.attained());
        best.oracle()
                .keySet()
                .forEach(metric -> answer.put("best_single_by_" + metric, BestOf.best(explanations, metric)));
        return Answer.of(answer);
    }
}
