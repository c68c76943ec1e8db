package because.explain.shapley;

import because.explain.gradient.Quadrature;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How alike the odd part of a game is to be expected on two coalitions, if players may do anything together, the less the more of them it takes: sinh(Σ θᵢ sᵢ tᵢ), s and t 1 for a present player and −1 for
 * an absent one. That is the odd part of the diffusion kernel of coalitions (Kondor, Lafferty 2002), Π(1 + tanh θᵢ sᵢ tᵢ) up to a factor: a product for each odd number of players, and more of it for those
 * who count more. Of everybody it is known that nothing is left beside the numbers of the players, and the kernel is what is expected given that. A part of it is that players count more, or less, beside
 * many others: Σ θᵢ fᵢ(s) fᵢ(t), fᵢ(s) = sᵢ s̄² − s̄, s̄ the mean. Of players who come one after the other, another part is who is the last present one ({@link LastPresent}).
 *
 * <p>The kernel of one coalition and all others is a game itself. Its Shapley values are an integral over the share p of players who come (Owen 1972) of products over the players, and a closed form.
 */
final class DiffusionKernel {
    /** Σ θ: products of three players make up a half, those of five and seven most of the rest. */
    private static final double REACH = 4.5;

    /** What is expected of a player beside what it was found to count, in parts of the mean. */
    private static final double EVERYBODY = 0.2;

    /** The part of those who count more or less beside many others, in parts of the rest. */
    private static final double CROWD = 0.1;

    /** The part of who is the last present one of a sequence, in parts of the rest: where it counts, it is most of what players do together. */
    private static final double LAST = 2;

    /** Of functions such as e⁹ᵖ they leave nothing out. */
    private static final Quadrature.Points SHARES = Quadrature.GAUSS_LEGENDRE.points(16);

    /** What is known of the players before it is asked what they do together. */
    static final class Prior {
        private final double[] strength;
        private final LastPresent order;

        /**
         * @param strength how much each was found to count, 0 or more
         * @param order of whom it counts who is the last present one
         */
        Prior(double[] strength, LastPresent order) {
            this.strength = strength;
            this.order = order;
        }
    }

    private final double[] theta;
    private final double[][] signs;
    private final double[][] products;
    private final double[] means;
    private final double[] sums;
    private final double[] everybody;
    private final double together;
    private final double crowd;
    private final LastPresent order;
    private final int[] lasts;
    private final double last;

    /**
     * @param prior what is known of the players
     * @param signs of each coalition, who is there: a row of 1 and −1; neither nobody nor everybody
     */
    DiffusionKernel(Prior prior, double[][] signs) {
        double[] strength = prior.strength;
        double mean = Arrays.stream(strength).average().orElse(0);
        double[] parts = Arrays.stream(strength)
                .map(own -> mean > 0 ? own / mean + EVERYBODY : 1)
                .toArray();
        double all = Arrays.stream(parts).sum();
        this.theta = Arrays.stream(parts).map(part -> REACH * part / all).toArray();
        this.signs = signs;
        this.means = means(signs);
        this.products = Sums.products(signs, theta);
        this.sums = sums(signs);
        this.everybody = Arrays.stream(sums).map(DiffusionKernel::sinh).toArray();
        this.order = prior.order;
        this.lasts = order.of(signs);
        double scale = 0;
        double crowdScale = 0;
        double lastScale = 0;
        for (int a = 0; a < signs.length; a++) {
            scale += together(products[a][a], everybody[a], everybody[a]) / signs.length;
            crowdScale += crowd(products[a][a], means[a], sums[a], means[a], sums[a]) / signs.length;
            lastScale += LastPresent.product(lasts[a], lasts[a]) / signs.length;
        }
        this.together = 1 / scale;
        this.crowd = crowdScale > 0 ? CROWD / crowdScale : 0;
        this.last = lastScale > 0 ? LAST / lastScale : 0;
        IntStream.range(0, signs.length)
                .parallel()
                .forEach(a -> fill(products[a], a + 1, means[a], sums[a], everybody[a], lasts[a]));
    }

    /**
     * @param present of each player, in which coalitions it is: 1 or 0
     * @param coalitions which of them
     * @return of each of these, who is there: a row of 1 and −1
     */
    static double[][] signs(double[][] present, int... coalitions) {
        double[][] signs = new double[coalitions.length][present.length];
        for (int i = 0; i < coalitions.length; i++) {
            for (int player = 0; player < present.length; player++) {
                signs[i][player] = 2 * present[player][coalitions[i]] - 1;
            }
        }
        return signs;
    }

    private static double[] means(double[][] signs) {
        return Arrays.stream(signs)
                .mapToDouble(row -> Arrays.stream(row).average().orElse(0))
                .toArray();
    }

    private double[] sums(double[][] signs) {
        return Arrays.stream(signs).mapToDouble(row -> Sums.product(row, theta)).toArray();
    }

    /** Of one coalition and the first so many of the kernel's, Σ θ s t becomes the kernel. */
    private void fill(double[] row, int count, double mean, double sum, double ofEverybody, int own) {
        for (int b = 0; b < count; b++) {
            row[b] = together * together(row[b], ofEverybody, everybody[b])
                    + crowd * crowd(row[b], mean, sum, means[b], sums[b]);
        }
        if (last > 0) {
            for (int b = 0; b < count; b++) {
                row[b] += last * LastPresent.product(own, lasts[b]);
            }
        }
    }

    private static double together(double product, double first, double second) {
        return sinh(product) - first * second / sinh(REACH);
    }

    private static double crowd(double product, double mean, double sum, double otherMean, double otherSum) {
        return mean * otherMean * (mean * otherMean * product - mean * sum - otherMean * otherSum + REACH);
    }

    private static double sinh(double x) {
        double e = Math.exp(x);
        return (e - 1 / e) / 2;
    }

    /** @return the kernel of each two coalitions, 1 and a little on the average of one with itself: the lower half of a square */
    double[][] products() {
        return products;
    }

    /**
     * @param others of further coalitions, who is there: a row of 1 and −1
     * @return the kernel of each of those and of each coalition of its own: a row for each of those
     */
    double[][] products(double[][] others) {
        double[] otherMeans = means(others);
        double[] otherSums = sums(others);
        int[] otherLasts = order.of(others);
        double[][] across = new double[others.length][signs.length];
        double[][] players = transposed(signs);
        IntStream.range(0, others.length).parallel().forEach(a -> {
            double[] weighted = theta.clone();
            for (int player = 0; player < weighted.length; player++) {
                weighted[player] *= others[a][player];
            }
            Sums.add(weighted, weighted.length, players, across[a]);
            fill(across[a], signs.length, otherMeans[a], otherSums[a], sinh(otherSums[a]), otherLasts[a]);
        });
        return across;
    }

    /** Rows as columns. */
    static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /**
     * What a coalition's kernel gives each player; that adds up to nothing.
     *
     * @return a row for each player, a number for each coalition
     */
    double[][] shapley() {
        int n = theta.length;
        double[][] withAll = Arrays.copyOf(signs, signs.length + 1);
        withAll[signs.length] = new double[n];
        Arrays.fill(withAll[signs.length], 1);
        double[][] values = alone(withAll);
        double own = own(n);
        double other = (2 - own) / (n - 1);
        double[] counts = new double[signs.length];
        for (int player = 0; player < n; player++) {
            double ofAll = values[player][signs.length] / sinh(REACH);
            values[player] = Arrays.copyOf(values[player], signs.length);
            for (int c = 0; c < signs.length; c++) {
                double counted = crowd * theta[player] * means[c] * (signs[c][player] * means[c] - 1);
                values[player][c] = together * (values[player][c] - everybody[c] * ofAll) + counted * (own - other);
                counts[c] += counted * (other - 2.0 / n);
            }
        }
        for (double[] row : values) {
            for (int c = 0; c < counts.length; c++) {
                row[c] += counts[c];
            }
        }
        for (int c = 0; c < lasts.length; c++) {
            order.addShapley(lasts[c], last, values, c);
        }
        return values;
    }

    /** What s·s̄² gives its player: the mean over the number of others of what it changes from −s̄² to s̄² on joining. */
    private static double own(int players) {
        double sum = 0;
        for (int others = 0; others < players; others++) {
            double before = (2.0 * others - players) / players;
            double after = (2.0 * (others + 1) - players) / players;
            sum += after * after + before * before;
        }
        return sum / players;
    }

    /**
     * Of sinh alone: ½ ∫ (e^θ − e^−θ) s Π(others) dp of e^(Σ θ s z) less the same with −s. With f± = p e^±θ + (1 − p) e^∓θ, Π f is an exponential of a number for each player that has s's sign, so that all
     * coalitions are done at once.
     */
    private double[][] alone(double[][] signs) {
        int n = theta.length;
        int points = SHARES.count();
        double[][] transposed = transposed(signs);
        double[][] both = new double[n][points]; // 1/f₊ + 1/f₋
        double[][] apart = new double[n][points]; // 1/f₊ − 1/f₋
        double[][] totals = new double[points][signs.length];
        double[][] differences = new double[points][signs.length];
        for (int k = 0; k < points; k++) {
            double p = SHARES.at(k);
            double base = Math.log(SHARES.weight(k));
            double[] slopes = new double[n];
            for (int player = 0; player < n; player++) {
                double up = p * Math.exp(theta[player]) + (1 - p) * Math.exp(-theta[player]);
                double down = p * Math.exp(-theta[player]) + (1 - p) * Math.exp(theta[player]);
                both[player][k] = 1 / up + 1 / down;
                apart[player][k] = 1 / up - 1 / down;
                base += Math.log(up * down) / 2;
                slopes[player] = Math.log(up / down) / 2;
            }
            Sums.add(slopes, n, transposed, totals[k]);
            for (int c = 0; c < signs.length; c++) {
                double with = Math.exp(base + totals[k][c]);
                double against = Math.exp(base - totals[k][c]);
                totals[k][c] = with + against;
                differences[k][c] = with - against;
            }
        }
        double[][] values = new double[n][signs.length];
        for (int player = 0; player < n; player++) {
            Sums.add(both[player], points, totals, values[player]);
            for (int c = 0; c < signs.length; c++) {
                values[player][c] *= transposed[player][c];
            }
            Sums.add(apart[player], points, differences, values[player]);
            double half = sinh(theta[player]) / 2;
            for (int c = 0; c < signs.length; c++) {
                values[player][c] *= half;
            }
        }
        return values;
    }
}
