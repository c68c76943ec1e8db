package because;

import because.models.affinity.Affinity;
import because.models.baseline.Ease;
import because.models.baseline.ImplicitAls;
import because.models.baseline.ItemKnn;
import because.models.baseline.Popularity;
import because.models.labelled.BayesianFactors;
import because.models.labelled.PairModel;
import because.models.sequence.Transformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The space that is tuned if nobody declares one: for each kind of model the options that usually matter. */
final class TuningSpaces {
    private static final Map<String, List<String>> USUAL = Map.of(
            Popularity.MODEL, List.of("window", "0, 7, 30, 90, 365"),
            ItemKnn.MODEL, List.of("neighbours", "10..1000 log", "shrinkage", "0..100", "idf", "true, false"),
            Affinity.MODEL, List.of("regularisation", "0.1..1000 log", "negatives", "20, 50, 100"),
            Ease.MODEL, List.of("regularisation", "1..10000 log"),
            ImplicitAls.MODEL, List.of("factors", "16..128 log", "alpha", "1..100 log", "regularisation", "1..300 log"),
            PairModel.LOGISTIC,
                    List.of("regularisation", "0.01..100 log", "bins", "0, 8, 16, 32", "ids", "true, false"),
            PairModel.FACTORIZATION_MACHINE,
                    List.of("factors", "4..32 log", "rate", "0.01..0.3 log", "regularisation", "0.00001..0.01 log"),
            BayesianFactors.MODEL, List.of("factors", "4..32 log", "regularisation", "0.5..50 log"),
            Transformer.MODEL,
                    List.of(
                            "learningRate",
                            "0.0005..0.01 log",
                            "dropout",
                            "0.1..0.6",
                            "negatives",
                            "128, 256, 512, 1024",
                            "dimension",
                            "32, 64, 128",
                            "blocks",
                            "1, 2",
                            "weightDecay",
                            "0, 0.01, 0.1"));

    private TuningSpaces() {}

    /**
     * @param kind one of {@link Models#kinds()}
     * @param options what its options are now
     * @return the range of each option that is tuned
     */
    static Map<String, String> usual(String kind, Map<String, String> options) {
        List<String> pairs = USUAL.getOrDefault(kind, List.of());
        Map<String, String> space = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            space.put(pairs.get(i), pairs.get(i + 1));
        }
        boolean ranks = "next-item".equals(options.getOrDefault("task", "next-item"))
                || !"0".equals(options.getOrDefault("nextItemWeight", "0"));
        if ("softmax".equals(options.get("loss")) || !ranks) {
            space.remove("negatives"); // it compares with all items, or with none
        }
        return space;
    }
}
