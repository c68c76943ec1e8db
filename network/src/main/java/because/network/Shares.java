package because.network;

/**
 * The step of a {@link Program} that turns scores of attention into shares: pₜₛ = wₜₛ e^(lₜₛ) / Σ over s of the same, where w says how much a token is there: between 0 and 1, and nothing is seen of it where it is 0.
 *
 * <p>Its chord: with Λ, the logarithmic mean (p − p′) / (ln p − ln p′), Δpₛ = Λₛ (Δ(lₛ + ln wₛ) − Δ ln Σ), and since shares sum to 1 in both runs, Δ ln Σ = Σᵣ Λᵣ Δ(lᵣ + ln wᵣ) / Σᵣ Λᵣ. That is exact, does not change if a
 * number is added to all scores, and no slope is larger than 1; between a run and itself Λ = p, and it is softmax' derivative. Of a token that is there in one run only, Λ is 0, and all of its share comes of its
 * being there.
 */
record Shares(int rows, int columns, int scores, int there) implements Program.Step {
    /** What is there in neither run must not overflow. */
    private static final double LARGEST = 80;

    @Override
    public void run(double[][] values, double[] out) {
        for (int t = 0; t < rows; t++) {
            double[] logs = logs(values, t);
            for (int s = 0; s < columns; s++) {
                out[t * columns + s] = Math.exp(logs[s]);
            }
        }
    }

    /** ln p of a row; minus infinity for what is not there. */
    private double[] logs(double[][] values, int t) {
        double[] logs = new double[columns];
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < columns; s++) {
            int i = t * columns + s;
            logs[s] = values[scores][i] + Math.log(values[there][i]);
            largest = Math.max(largest, logs[s]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        double all = largest + Math.log(sum);
        for (int s = 0; s < columns; s++) {
            logs[s] -= all;
        }
        return logs;
    }

    @Override
    public void back(double[] slope, double[][] at, double[][] reference, Program.Slopes into) {
        double[] ofScores = into.of(scores);
        double[] ofThere = into.of(there);
        double[] means = new double[columns];
        for (int t = 0; t < rows; t++) {
            double[] p = logs(at, t);
            double[] q = at == reference ? p : logs(reference, t);
            double sum = 0;
            double common = 0;
            for (int s = 0; s < columns; s++) {
                means[s] = logarithmicMean(p[s], q[s]);
                sum += means[s];
                common += slope[t * columns + s] * means[s];
            }
            common /= sum;
            for (int s = 0; s < columns; s++) {
                int i = t * columns + s;
                double drive = slope[i] - common;
                ofScores[i] += drive * means[s];
                ofThere[i] += drive
                        * ofThere(at[there][i], reference[there][i], p[s], q[s], at[scores][i] - all(at, t, s, p));
            }
        }
    }

    /** ln Σ of a row, from a token that is there; the own one always is. */
    private double all(double[][] values, int t, int s, double[] logs) {
        int some = values[there][t * columns + s] > 0 ? s : own(values, t);
        return values[scores][t * columns + some] + Math.log(values[there][t * columns + some]) - logs[some];
    }

    private int own(double[][] values, int t) {
        int s = 0;
        while (values[there][t * columns + s] == 0) {
            s++;
        }
        return s;
    }

    /** By how much a share's drive changes with how much its token is there. */
    private static double ofThere(double w, double v, double logP, double logQ, double free) {
        if (w > 0 && v > 0) {
            return logarithmicMean(logP, logQ) * Scalar.LOG.between(w, v);
        }
        return w == v ? Math.exp(Math.min(LARGEST, free)) : (Math.exp(logP) - Math.exp(logQ)) / (w - v);
    }

    /** (p − q) / (ln p − ln q) of two numbers whose logarithms are given; 0 if one of them is 0. */
    private static double logarithmicMean(double logP, double logQ) {
        if (logP == Double.NEGATIVE_INFINITY || logQ == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        double step = logP - logQ;
        return Math.abs(step) < 1e-300 ? Math.exp(logQ) : Math.exp(logQ) * Math.expm1(step) / step;
    }
}
