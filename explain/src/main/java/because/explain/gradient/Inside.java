package because.explain.gradient;

import because.core.Budget;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Header;
import because.core.Question;
import because.core.Recommender;
import because.core.Trace;
import because.network.Network;
import because.network.Operation;
import because.network.Program;
import because.network.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks at a network layer by layer. Decoding reads each layer's stream with the network's own end (the "logit lens": nostalgebraist 2020), ablation takes out one module after the other: each head
 * of each attention, and whatever a residual connection adds.
 */
public final class Inside implements Explainer {
    private static final int BEST = 5;

    private final boolean decodes;

    private Inside(boolean decodes) {
        this.decodes = decodes;
    }

    /** @return what the network would have recommended after each layer */
    public static Inside decoding() {
        return new Inside(true);
    }

    /** @return what each module does for the target */
    public static Inside ablation() {
        return new Inside(false);
    }

    @Override
    public String method() {
        return decodes ? "decoding" : "ablation";
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        NetworkQuestion asked = new NetworkQuestion(method(), recommender, question);
        Program.Run run = asked.run(1);
        List<String> names = decodes ? streams(asked.network()) : modules(asked.network());
        List<double[]> states = new ArrayList<>();
        for (String name : names) {
            states.add(decodes ? ended(asked, run, name) : without(asked, name));
        }
        if (decodes) { // whatever comes after the last stream, the model's own end does
            states.set(states.size() - 1, asked.reading().state(run));
        }
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < asked.columns(); column++) {
            Header header =
                    asked.header(column, method(), Map.of(), decodes ? 1 : names.size() + 1L, Convergence.EXACT);
            List<Trace.Layer> layers = new ArrayList<>();
            List<Trace.Module> modules = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                double value = asked.target(states.get(i), column);
                if (decodes) {
                    layers.add(layer(recommender, asked, names.get(i), states.get(i), column));
                } else {
                    modules.add(new Trace.Module(names.get(i), header.score() - value));
                }
            }
            explanations.add(new Trace(header, layers, modules));
        }
        return explanations;
    }

    /** The matrices that hold all that is known so far: the embedding, and the sum after each residual connection. */
    private static List<String> streams(Network network) {
        List<String> streams = new ArrayList<>(List.of(network.embed().output()));
        network.operations().stream()
                .filter(operation -> operation instanceof Operation.Add)
                .map(Operation::output)
                .forEach(streams::add);
        return streams;
    }

    private static List<String> modules(Network network) {
        List<String> modules = new ArrayList<>();
        for (Operation operation : network.operations()) {
            int heads = switch (operation) {
                case Operation.Attention attention -> attention.heads();
                case Operation.PointwiseAttention attention -> attention.heads();
                default -> 0;
            };
            IntStream.range(0, heads).forEach(h -> modules.add(operation.output() + "#" + h));
            if (operation instanceof Operation.Add add) {
                modules.add(add.branch());
            }
        }
        return modules;
    }

    private static double[] without(NetworkQuestion asked, String module) {
        var reading = asked.engine().read(asked.tokens(), Set.of(module));
        return reading.state(reading.run());
    }

    /** A stream's last row, as the head would get it: normalised if the network's end is, and mapped as the head's own linear operation does. */
    private static double[] ended(NetworkQuestion asked, Program.Run run, String stream) {
        double[][] matrix = asked.reading().matrix(run, stream);
        Network network = asked.network();
        Deque<Operation> end = new ArrayDeque<>();
        String before = network.head().input();
        for (Operation operation : network.operations().reversed()) {
            boolean linear = operation instanceof Operation.Linear;
            if (operation.output().equals(before) && (linear || operation instanceof Operation.Norm)) {
                end.push(operation);
                before = linear ? operation.inputs().getFirst() : "";
            }
        }
        double[] row = matrix[matrix.length - 1];
        for (Operation operation : end) {
            row = switch (operation) {
                case Operation.Norm norm -> normed(network, norm, row);
                case Operation.Linear linear -> mapped(network, linear, row);
                default -> throw new IllegalStateException(operation.toString());
            };
        }
        return row;
    }

    private static double[] mapped(Network network, Operation.Linear linear, double[] row) {
        Tensor weight = network.weight(linear.weight());
        double[] mapped = new double[weight.dimension(0)];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = number(network, linear.bias(), i, 0);
            for (int f = 0; f < row.length; f++) {
                mapped[i] += row[f] * weight.floats()[i * row.length + f];
            }
        }
        return mapped;
    }

    private static double[] normed(Network network, Operation.Norm norm, double[] row) {
        Program program = new Program();
        int x = program.input(1, row.length);
        int y = program.normalise(x, norm.epsilon(), norm.centred());
        double[] normed = program.run(row).values(y);
        for (int f = 0; f < normed.length; f++) {
            normed[f] = normed[f] * number(network, norm.weight(), f, 1) + number(network, norm.bias(), f, 0);
        }
        return normed;
    }

    private static double number(Network network, Optional<String> weight, int index, double otherwise) {
        return weight.map(name -> (double) network.weight(name).floats()[index]).orElse(otherwise);
    }

    private static Trace.Layer layer(
            Recommender recommender, NetworkQuestion asked, String name, double[] state, int column) {
        double[] scores = scores(asked.network(), state);
        int item = asked.item(column);
        Set<Integer> exclude = asked.question().exclude();
        double above = 0;
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (!exclude.contains(i) || i == item) {
                open.add(i);
                above += i == item ? 0 : scores[i] > scores[item] ? 1 : scores[i] == scores[item] ? 0.5 : 0;
            }
        }
        List<Trace.ItemAt> best = open.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i))
                .limit(BEST)
                .map(i -> new Trace.ItemAt(
                        recommender.catalog().item(i).id(),
                        recommender.catalog().item(i).title(),
                        scores[i]))
                .toList();
        return new Trace.Layer(name, asked.target(state, column), above + 1, best);
    }

    private static double[] scores(Network network, double[] state) {
        Tensor table = network.weight(network.head().items());
        double[] scores = new double[table.dimension(0)];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = number(network, network.head().bias(), i, 0);
            for (int f = 0; f < state.length; f++) {
                scores[i] += state[f] * table.floats()[i * state.length + f];
            }
        }
        return scores;
    }
}
