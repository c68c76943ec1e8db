package because.network;

import because.core.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A network's meaning, written down again from the definitions: double precision, every row, one number at a time, nothing shared with the engine. */
final class NaiveForward {
    private final Network network;
    private long[] times = {};
    private List<Features> features = new ArrayList<>();

    NaiveForward(Network network) {
        this.network = network;
    }

    /** The score of every item for a sequence, oldest item first, −1 for a hidden one. */
    double[] scores(int[] sequence) {
        return scores(Tokens.of(sequence));
    }

    /** The same with times; without a head the vector that is pooled. */
    double[] scores(Tokens tokens) {
        boolean cloze = network.embed().blank().isPresent();
        int window = matrix(network.embed().positions()).length - (cloze ? 2 : 1);
        int first = Math.max(0, tokens.size() - window);
        int[] read = new int[tokens.size() - first + (cloze ? 1 : 0)];
        long[] moments = new long[read.length + 2]; // of the tokens, and of the question
        moments[0] = Event.NO_TIME;
        Arrays.fill(read, Tokens.BLANK);
        Arrays.fill(moments, 1, moments.length, tokens.now());
        for (int i = first; i < tokens.size(); i++) {
            read[i - first] = tokens.item(i);
            moments[i - first + 1] = tokens.time(i);
        }
        this.times = moments;
        this.features = new ArrayList<>(List.of(tokens.features(0)));
        for (int i = first; i < tokens.size(); i++) {
            features.add(tokens.features(i + 1));
        }
        Map<String, double[][]> written = new HashMap<>();
        for (Operation operation : network.operations()) {
            if (operation instanceof Operation.Head head) {
                double[][] input = written.get(head.input());
                return affine(input[input.length - 1], head.items(), head.bias().orElse(null));
            }
            if (operation instanceof Operation.Pool pool) {
                return pool(pool, written.get(pool.input()), read);
            }
            written.put(operation.output(), rows(operation, read, written));
        }
        throw new AssertionError("no head");
    }

    private double[][] rows(Operation operation, int[] read, Map<String, double[][]> written) {
        double[][] out = new double[read.length + 1][];
        for (int t = 0; t < out.length; t++) {
            out[t] = switch (operation) {
                case Operation.Embed embed -> embed(embed, read, t);
                case Operation.Norm norm -> norm(norm, written.get(norm.input())[t]);
                case Operation.Linear linear ->
                    affine(
                            written.get(linear.input())[t],
                            linear.weight(),
                            linear.bias().orElse(null));
                case Operation.Activation activation ->
                    Arrays.stream(written.get(activation.input())[t])
                            .map(x -> function(activation.function(), x))
                            .toArray();
                case Operation.Attention attention ->
                    attention(
                            attention,
                            written.get(attention.query())[t],
                            written.get(attention.key()),
                            written.get(attention.value()),
                            read,
                            t);
                case Operation.PointwiseAttention attention ->
                    pointwise(
                            attention,
                            written.get(attention.query())[t],
                            written.get(attention.key()),
                            written.get(attention.value()),
                            read,
                            t);
                case Operation.Gate gate -> {
                    double[] product = written.get(gate.input())[t].clone();
                    for (int j = 0; j < product.length; j++) {
                        product[j] *= written.get(gate.gate())[t][j];
                    }
                    yield product;
                }
                case Operation.Add add -> {
                    double[] sum = written.get(add.input())[t].clone();
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += written.get(add.branch())[t][j];
                    }
                    yield sum;
                }
                case Operation.Head _, Operation.Pool _ -> throw new AssertionError("the end has no rows");
            };
        }
        return out;
    }

    private double[] embed(Operation.Embed embed, int[] read, int t) {
        int position = embed.fromEnd() ? read.length - t : t;
        double[] row = matrix(embed.positions())[position].clone();
        double[] what = new double[row.length];
        if (t == 0) {
            what = vector(embed.start());
        } else if (read[t - 1] == Tokens.BLANK) {
            what = vector(embed.blank().orElseThrow());
        } else if (read[t - 1] >= 0) {
            what = Arrays.stream(matrix(embed.items())[read[t - 1]])
                    .map(v -> v * embed.scale())
                    .toArray();
        }
        Features beside = t == 0 ? features.getFirst() : t < features.size() ? features.get(t) : Features.NONE;
        for (int j = 0; j < row.length; j++) {
            row[j] += what[j];
            for (int i = 0; i < beside.size(); i++) {
                row[j] += beside.value(i) * matrix(embed.features().orElseThrow())[beside.index(i)][j];
            }
        }
        return row;
    }

    private double[] norm(Operation.Norm norm, double[] x) {
        double mean = norm.centred() ? Arrays.stream(x).average().orElseThrow() : 0;
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double[] y = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            y[j] = (x[j] - mean) / Math.sqrt(variance + norm.epsilon());
            y[j] *= norm.weight().isEmpty() ? 1 : vector(norm.weight().get())[j];
            y[j] += norm.bias().isEmpty() ? 0 : vector(norm.bias().get())[j];
        }
        return y;
    }

    private double[] pool(Operation.Pool pool, double[][] rows, int[] read) {
        if (pool.which() != Operation.Pool.Which.MEAN) {
            return rows[pool.which() == Operation.Pool.Which.FIRST ? 0 : rows.length - 1];
        }
        double[] mean = new double[rows[0].length];
        double present = 1 + Arrays.stream(read).filter(i -> i != Tokens.HIDDEN).count();
        for (int t = 0; t < rows.length; t++) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += t == 0 || read[t - 1] != Tokens.HIDDEN ? rows[t][j] / present : 0;
            }
        }
        return mean;
    }

    private double[] pointwise(
            Operation.PointwiseAttention attention,
            double[] query,
            double[][] keys,
            double[][] values,
            int[] read,
            int t) {
        int part = query.length / attention.heads();
        int valuePart = values[0].length / attention.heads();
        double[] out = new double[values[0].length];
        for (int head = 0; head < attention.heads(); head++) {
            for (int s = 0; s <= t; s++) {
                if (s != t && s != 0 && read[s - 1] == Tokens.HIDDEN) {
                    continue;
                }
                double z = 0;
                for (int j = head * part; j < (head + 1) * part; j++) {
                    z += query[j] * keys[s][j];
                }
                if (attention.positions().isPresent()) {
                    double[][] table = matrix(attention.positions().get());
                    z += table[table.length == 1 ? 0 : head][t - s];
                }
                if (attention.times().isPresent()) {
                    double[][] table = matrix(attention.times().get());
                    z += table[table.length == 1 ? 0 : head][bucket(attention, t, s, table[0].length)];
                }
                for (int j = head * valuePart; j < (head + 1) * valuePart; j++) {
                    out[j] += z / (1 + Math.exp(-z)) / attention.length() * values[s][j];
                }
            }
        }
        return out;
    }

    private int bucket(Operation.PointwiseAttention attention, int t, int s, int buckets) {
        long clock = attention.ahead() && times[t + 1] != Event.NO_TIME ? times[t + 1] : times[t];
        if (clock == Event.NO_TIME || times[s] == Event.NO_TIME) {
            return buckets - 1;
        }
        int bucket = 0;
        while (bucket < buckets - 2 && Math.exp(0.301 * (bucket + 1)) <= Math.abs(clock - times[s]) / 1000.0) {
            bucket++;
        }
        return bucket;
    }

    private double[] attention(
            Operation.Attention attention, double[] query, double[][] keys, double[][] values, int[] read, int t) {
        int part = query.length / attention.heads();
        double[] out = new double[query.length];
        for (int head = 0; head < attention.heads(); head++) {
            double[] logit = new double[attention.causal() ? t + 1 : keys.length];
            for (int s = 0; s < logit.length; s++) {
                for (int j = head * part; j < (head + 1) * part; j++) {
                    logit[s] += query[j] * keys[s][j] / Math.sqrt(part);
                }
                boolean seen = s == t || s == 0 || read[s - 1] != Tokens.HIDDEN;
                logit[s] = seen ? logit[s] : Double.NEGATIVE_INFINITY;
            }
            for (int s = 0; s < logit.length; s++) {
                double sum = 0; // softmax as Σ exp(other − this), which cannot overflow to NaN
                for (double other : logit) {
                    sum += Math.exp(other - logit[s]);
                }
                for (int j = head * part; j < (head + 1) * part; j++) {
                    out[j] += logit[s] == Double.NEGATIVE_INFINITY ? 0 : values[s][j] / sum;
                }
            }
        }
        return out;
    }

    private double[] affine(double[] x, String weight, String bias) {
        double[][] rows = matrix(weight);
        double[] y = bias == null ? new double[rows.length] : vector(bias);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += rows[i][j] * x[j];
            }
        }
        return y;
    }

    private static double function(Operation.Activation.Function function, double x) {
        return switch (function) {
            case RELU -> x > 0 ? x : 0;
            case GELU -> x * normal(x);
            case SILU -> x * (1 / (1 + Math.exp(-x)));
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
        };
    }

    /** Φ(x), the density integrated by Simpson's rule. */
    static double normal(double x) {
        int steps = 2000;
        double h = x / steps;
        double sum = 1 + Math.exp(-x * x / 2);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-(i * h) * (i * h) / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    private double[] vector(String name) {
        float[] floats = network.weights().get(name).floats();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private double[][] matrix(String name) {
        int[] shape = network.weights().get(name).shape();
        double[] all = vector(name);
        double[][] rows = new double[shape[0]][];
        for (int i = 0; i < shape[0]; i++) {
            rows[i] = Arrays.copyOfRange(all, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }
}
