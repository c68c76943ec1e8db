package because.explain.shapley;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The game of one pool, v(S) = Σ bᵢ + (Σ aᵢuᵢ) / (1 + Σ aᵢ) over the present players, that comes nearest to what was answered about pairs of a coalition and its complement: much of what an attention does, with its Shapley values known
 * ({@link PooledGame}). Both the odd and the even part of a pair count, as the regression weighs the pair; all numbers are shrunk a little, the less the more pairs there are.
 */
final class PoolFit {
    private static final int STEPS = 40;

    /** At the beginning, everybody together weighs so many times what is there without them. */
    private static final double CROWD = 3;

    private static final double ALONE = 0.1;
    private static final double WEIGHTS = 0.1;
    private static final double WORTHS = 0.03;

    /** Beyond, a player's weight is as good as none, or as all there is. */
    private static final double MOST_LOG = 15;

    private final double[][] present;
    private final double[] weights;
    private final double[] odd;
    private final double[] even;
    private final double scale;
    private final double step;
    private final double ridge;
    private final double start;
    private final double whole;
    private final double[] point;

    /** The pairs that answers are about: for each player whether it is in the coalition, 1 or 0 for each pair, and the pairs' weights. */
    static final class Pairs {
        private final double[][] present;
        private final double[] weights;

        Pairs(double[][] present, double[] weights) {
            this.present = present;
            this.weights = weights;
        }

        double[][] present() {
            return present;
        }

        double[] weights() {
            return weights;
        }

        /** All but every so manieth pair. */
        Pairs without(int first, int step) {
            double[][] rows = new double[present.length][];
            for (int player = 0; player < rows.length; player++) {
                rows[player] = PoolFit.without(present[player], first, step);
            }
            return new Pairs(rows, PoolFit.without(weights, first, step));
        }
    }

    /** All but every so manieth number. */
    static double[] without(double[] numbers, int first, int step) {
        return IntStream.range(0, numbers.length)
                .filter(i -> i % step != first)
                .mapToDouble(i -> numbers[i])
                .toArray();
    }

    /**
     * @param pairs which were asked
     * @param own v(S) − v(∅) of each pair's coalition
     * @param others the same of its complement
     * @param whole v(N) − v(∅)
     */
    PoolFit(Pairs pairs, double[] own, double[] others, double whole) {
        this.present = pairs.present();
        int n = present.length;
        double all = Arrays.stream(pairs.weights()).sum();
        this.weights =
                Arrays.stream(pairs.weights()).map(weight -> weight / all).toArray();
        this.odd = new double[own.length];
        this.even = new double[own.length];
        double squares = 0;
        for (int i = 0; i < own.length; i++) {
            odd[i] = (own[i] - others[i]) / 2;
            even[i] = (own[i] + others[i]) / 2;
            squares += weights[i] * (odd[i] * odd[i] + even[i] * even[i]);
        }
        this.scale = squares > 0 ? Math.sqrt(squares) : 1;
        for (int i = 0; i < own.length; i++) {
            odd[i] /= scale;
            even[i] /= scale;
        }
        this.step = 0.4 * n; // a step of 1 then moves the answers about as much as one of the numbers alone
        this.ridge = 1.0 / own.length;
        this.start = Math.log(CROWD / n);
        this.whole = whole / scale;
        this.point = new double[3 * n];
        if (squares > 0) {
            Descent.down(point, STEPS, this::loss);
        }
    }

    private double weight(double[] point, int player) {
        return Math.exp(Math.clamp(start + step * point[present.length + player], -MOST_LOG, MOST_LOG));
    }

    private double worth(double[] point, int player) {
        return whole + step * point[2 * present.length + player];
    }

    /** Of pairs, what the pool is over and what it is under, with the coalition and with its complement. */
    private static final class Quotients {
        private final double[] a;
        private final double[] u;
        private final double[] sums;
        private final double[] value;
        private final double[] under;
        private final double[] otherSums;
        private final double[] otherValue;
        private final double[] otherUnder;

        Quotients(double[] a, double[] u, double[][] present) {
            this.a = a;
            this.u = u;
            double[] c = new double[a.length];
            for (int i = 0; i < c.length; i++) {
                c[i] = a[i] * u[i];
            }
            int pairs = present[0].length;
            this.value = new double[pairs];
            this.under = new double[pairs];
            this.sums = new double[pairs];
            this.otherSums = new double[pairs];
            this.otherValue = new double[pairs];
            this.otherUnder = new double[pairs];
            Sums.add(c, c.length, present, value);
            Sums.add(a, a.length, present, under);
            double over = Arrays.stream(c).sum();
            double all = Arrays.stream(a).sum();
            for (int i = 0; i < pairs; i++) {
                otherUnder[i] = 1 + all - under[i];
                otherValue[i] = (over - value[i]) / otherUnder[i];
                under[i] += 1;
                value[i] /= under[i];
            }
        }

        /** Adds what players are worth alone. */
        Quotients with(double[] alone, double[][] present) {
            Sums.add(alone, alone.length, present, sums);
            double all = Arrays.stream(alone).sum();
            for (int i = 0; i < sums.length; i++) {
                otherSums[i] = all - sums[i];
            }
            return this;
        }

        double odd(int i) {
            return (value[i] + sums[i] - otherValue[i] - otherSums[i]) / 2;
        }

        double even(int i) {
            return (value[i] + sums[i] + otherValue[i] + otherSums[i]) / 2;
        }
    }

    private Quotients quotients(double[] point, double[][] rows) {
        int n = present.length;
        double[] a = new double[n];
        double[] u = new double[n];
        for (int player = 0; player < n; player++) {
            a[player] = weight(point, player);
            u[player] = worth(point, player);
        }
        return new Quotients(a, u, rows).with(Arrays.copyOf(point, n), rows);
    }

    private double loss(double[] at, double[] gradient) {
        int n = present.length;
        int pairs = odd.length;
        Quotients q = quotients(at, present);
        double loss = 0;
        double[] own = new double[pairs]; // by how much the loss rises with the game's value of the coalition
        double[] over = new double[pairs];
        double[] under = new double[pairs];
        double others = 0;
        double othersOver = 0;
        double othersUnder = 0;
        for (int i = 0; i < pairs; i++) {
            double offOdd = q.odd(i) - odd[i];
            double offEven = q.even(i) - even[i];
            loss += weights[i] * (offOdd * offOdd + offEven * offEven);
            double first = weights[i] * (offOdd + offEven);
            double second = weights[i] * (offEven - offOdd);
            own[i] = first - second;
            over[i] = first / q.under[i] - second / q.otherUnder[i];
            under[i] = second * q.otherValue[i] / q.otherUnder[i] - first * q.value[i] / q.under[i];
            others += second;
            othersOver += second / q.otherUnder[i];
            othersUnder -= second * q.otherValue[i] / q.otherUnder[i];
        }
        double mean = 0;
        for (int player = 0; player < n; player++) {
            mean += at[n + player] / n;
        }
        double aloneRidge = ALONE * ridge * n;
        for (int player = 0; player < n; player++) {
            double byOver = Sums.product(over, present[player]) + othersOver;
            double byUnder = Sums.product(under, present[player]) + othersUnder;
            double log = step * (at[n + player] - mean);
            gradient[player] = Sums.product(own, present[player]) + others + 2 * aloneRidge * at[player];
            gradient[n + player] = step * (q.a[player] * (q.u[player] * byOver + byUnder) + 2 * WEIGHTS * ridge * log);
            gradient[2 * n + player] = step * (q.a[player] * byOver + 2 * WORTHS * ridge * q.u[player]);
            loss += aloneRidge * at[player] * at[player]
                    + ridge * (WEIGHTS * log * log + WORTHS * q.u[player] * q.u[player]);
        }
        return loss;
    }

    /** @return of each player, what it gets in the fitted game */
    double[] shapley() {
        int n = present.length;
        double[][] numbers = new double[3][n];
        for (int player = 0; player < n; player++) {
            numbers[0][player] = scale * point[player];
            numbers[1][player] = weight(point, player);
            numbers[2][player] = scale * weight(point, player) * worth(point, player);
        }
        double[][] values = new PooledGame(
                        n, new double[][] {numbers[0]}, new double[][][] {{numbers[1]}}, new double[][][] {{numbers[2]}
                        })
                .shapley();
        return Arrays.stream(values).mapToDouble(row -> row[0]).toArray();
    }

    /** @return what everybody is worth in the fitted game */
    double whole() {
        double alone = 0;
        double over = 0;
        double under = 1;
        for (int player = 0; player < present.length; player++) {
            alone += point[player];
            over += weight(point, player) * worth(point, player);
            under += weight(point, player);
        }
        return scale * (alone + over / under);
    }

    /** @return the odd part of the fitted game, for each of some pairs */
    double[] odd(Pairs pairs) {
        Quotients q = quotients(point, pairs.present());
        double[] found = new double[pairs.weights().length];
        Arrays.setAll(found, i -> scale * q.odd(i));
        return found;
    }

    /** @return of each pair, by how much its own odd part moved the fitted one's, as far as the pool moved: of what players are worth alone, the regression knows */
    double[] leverages() {
        int n = present.length;
        Quotients q = quotients(point, present);
        int pairs = odd.length;
        double[][] slopes = new double[2 * n][pairs];
        double[][] evenSlopes = new double[2 * n][pairs];
        for (int player = 0; player < n; player++) {
            double a = q.a[player];
            double u = q.u[player];
            for (int i = 0; i < pairs; i++) {
                boolean there = present[player][i] > 0;
                double under = there ? q.under[i] : q.otherUnder[i];
                double value = there ? q.value[i] : q.otherValue[i];
                double byLog = a * (u - value) / under / 2;
                double byWorth = a / under / 2;
                slopes[player][i] = there ? byLog : -byLog;
                slopes[n + player][i] = there ? byWorth : -byWorth;
                evenSlopes[player][i] = byLog;
                evenSlopes[n + player][i] = byWorth;
            }
        }
        double[][] gram = Sums.products(slopes, weights);
        double[][] more = Sums.products(evenSlopes, weights);
        for (int p = 0; p < gram.length; p++) {
            for (int o = 0; o <= p; o++) {
                gram[p][o] += more[p][o];
            }
            gram[p][p] += ridge * (p < n ? WEIGHTS : WORTHS);
        }
        double[] leverages = new double[pairs];
        for (double[] part : new Cholesky(gram).forward(slopes)) {
            for (int i = 0; i < pairs; i++) {
                leverages[i] += part[i] * part[i];
            }
        }
        for (int i = 0; i < pairs; i++) {
            leverages[i] *= weights[i];
        }
        return leverages;
    }
}
