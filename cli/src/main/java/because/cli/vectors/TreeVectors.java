package because.cli.vectors;

import because.core.BadInput;
import because.explain.shapley.Tree;
import because.explain.shapley.TreeShapley;
import because.testkit.vectors.VectorFamily.Answer;
import because.testkit.vectors.VectorInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases of the family {@code shapley} about trees, which are written as arrays with a number for each node. */
final class TreeVectors {
    private final VectorInput tree;
    private final int[] left;
    private final int[] right;

    private TreeVectors(VectorInput tree) {
        this.tree = tree;
        this.left = tree.at("left").integers();
        this.right = tree.at("right").integers();
    }

    static Answer answer(VectorInput input) {
        int features = input.at("features").integer();
        Tree tree = new Tree(features, new TreeVectors(input.at("tree")).node(0, 0));
        TreeShapley shapley = new TreeShapley(List.of(tree));
        double[] x = input.at("x").numbers();
        TreeShapley.Values dependent = shapley.pathDependent(x);
        TreeShapley.Values interventional =
                shapley.interventional(x, input.at("background").matrix());
        return Answer.of(Map.of(
                "path_dependent", said(dependent),
                "interventional", said(interventional),
                "prediction", tree.predict(x),
                "path_dependent_sii_pairs", pairs(dependent, features),
                "interventional_sii_pairs", pairs(interventional, features)));
    }

    private static Map<String, Object> said(TreeShapley.Values values) {
        return Map.of("values", values.values(), "base", values.base());
    }

    private static Map<String, Object> pairs(TreeShapley.Values values, int features) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (int i = 0; i < features; i++) {
            for (int j = i + 1; j < features; j++) {
                pairs.put(i + "," + j, values.pair(i, j));
            }
        }
        return pairs;
    }

    private Tree.Node node(int number, int depth) {
        if (number < 0 || number >= left.length || depth > left.length) {
            throw BadInput.of("a tree's node", number, "0 to " + (left.length - 1) + ", each once", "");
        }
        double cover = tree.at("cover").numbers()[number];
        return left[number] < 0
                ? new Tree.Leaf(tree.at("value").numbers()[number], cover)
                : new Tree.Split(
                        tree.at("feature").integers()[number],
                        tree.at("threshold").numbers()[number],
                        node(left[number], depth + 1),
                        node(right[number], depth + 1),
                        cover);
    }
}
