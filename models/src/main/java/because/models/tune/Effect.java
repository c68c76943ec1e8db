package because.models.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What an option did to the metric, over all values of the other options: the first-order effect of a functional analysis of variance (Hutter, Hoos,
 * Leyton-Brown 2014), estimated from the configurations themselves. They were drawn so that options are independent of one another; so the mean over the
 * configurations of a level is the marginal mean of that level. With k levels, n configurations and the sums of squares between and within the levels, the share
 * of the variance is Kelley's (1935) ε² = (SS<sub>between</sub> − (k − 1) · SS<sub>within</sub> / (n − k)) / SS<sub>total</sub>, in which what chance alone would
 * explain is taken off.
 *
 * @param option its name
 * @param share ε², 0 at least: which share of the metric's variance over the configurations the option alone explains; NaN if there are too few configurations
 * @param p how often chance alone would explain as much: a permutation test, Holm's correction over the options; NaN as the share
 * @param levels the marginal means
 */
public record Effect(String option, double share, double p, List<Level> levels) {
    private static final int PERMUTATIONS = 5000;

    /** Copies the list. */
    public Effect {
        levels = List.copyOf(levels);
    }

    /**
     * The marginal mean of a level.
     *
     * @param label the value, or the range of numbers
     * @param configurations how many there are of it
     * @param mean of the metric over them
     * @param low the lower end of the mean's 95 % interval (Student's t); NaN for fewer than two
     * @param high its upper end
     */
    public record Level(String label, int configurations, double mean, double low, double high) {}

    /**
     * The effects of all options of a space.
     *
     * @param space the space
     * @param configurations values that were drawn from it; those with a value from elsewhere are left out of that option's effect
     * @param values the metric of each, at the same budget
     * @param seed of the permutations
     * @return an effect for each option, that of the largest share first
     */
    public static List<Effect> of(Space space, List<Map<String, String>> configurations, double[] values, long seed) {
        List<Effect> effects = new ArrayList<>();
        space.ranges().forEach((option, range) -> {
            int[] levels = configurations.stream()
                    .mapToInt(c -> range.level(c.getOrDefault(option, "")))
                    .toArray();
            effects.add(of(option, range, levels, values, seed));
        });
        effects.sort(Comparator.comparingDouble(Effect::p));
        double most = 0;
        List<Effect> corrected = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            most = Math.max(most, Math.min(1, effect.p * (effects.size() - i)));
            corrected.add(
                    new Effect(effect.option, effect.share, Double.isNaN(effect.p) ? effect.p : most, effect.levels));
        }
        corrected.sort(Comparator.comparingDouble((Effect e) -> Double.isNaN(e.share) ? 1 : -e.share));
        return corrected;
    }

    private static Effect of(String option, Range range, int[] all, double[] values, long seed) {
        int[] inside = java.util.stream.IntStream.range(0, all.length)
                .filter(i -> all[i] >= 0)
                .toArray();
        int[] level = Arrays.stream(inside).map(i -> all[i]).toArray();
        double[] value = Arrays.stream(inside).mapToDouble(i -> values[i]).toArray();
        List<Level> levels = new ArrayList<>();
        for (int l = 0; l < range.levels(); l++) {
            int which = l;
            double[] own = java.util.stream.IntStream.range(0, level.length)
                    .filter(i -> level[i] == which)
                    .mapToDouble(i -> value[i])
                    .toArray();
            if (own.length > 0) {
                levels.add(level(range.label(l), own));
            }
        }
        int n = value.length;
        int k = levels.size();
        double total = squares(value);
        if (k < 2 || n <= k || total == 0) {
            return new Effect(option, Double.NaN, Double.NaN, levels);
        }
        double between = between(level, value, range.levels());
        double within = total - between;
        double share = (between - (k - 1) * within / (n - k)) / total;
        return new Effect(option, Math.max(0, share), chance(level, value, range.levels(), between, seed), levels);
    }

    private static Level level(String label, double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double half = n < 2 ? Double.NaN : student(n - 1) * Math.sqrt(squares(values) / (n - 1) / n);
        return new Level(label, n, mean, mean - half, mean + half);
    }

    private static double squares(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    /** Σ n<sub>l</sub> (mean<sub>l</sub> − mean)². */
    private static double between(int[] level, double[] values, int levels) {
        double[] sums = new double[levels];
        int[] counts = new int[levels];
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            sums[level[i]] += values[i];
            counts[level[i]]++;
            all += values[i];
        }
        double mean = all / values.length;
        double between = 0;
        for (int l = 0; l < levels; l++) {
            if (counts[l] > 0) {
                double off = sums[l] / counts[l] - mean;
                between += counts[l] * off * off;
            }
        }
        return between;
    }

    private static double chance(int[] level, double[] values, int levels, double between, long seed) {
        Random random = new Random(seed);
        int[] shuffled = level.clone();
        int asMuch = 0;
        for (int p = 0; p < PERMUTATIONS; p++) {
            for (int i = shuffled.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int other = shuffled[j];
                shuffled[j] = shuffled[i];
                shuffled[i] = other;
            }
            asMuch += between(shuffled, values, levels) >= between * (1 - 1e-12) ? 1 : 0;
        }
        return (1.0 + asMuch) / (1.0 + PERMUTATIONS);
    }

    /**
     * The 97.5 % quantile of Student's t, by the Cornish-Fisher expansion around the normal one (Abramowitz, Stegun 1964, 26.7.5); exact for one and two
     * degrees of freedom, within 0.2 % beyond.
     */
    static double student(int freedom) {
        if (freedom == 1) {
            return Math.tan(Math.PI * 0.475);
        }
        if (freedom == 2) {
            return 0.95 / Math.sqrt(2 * 0.975 * 0.025);
        }
        double z = 1.959963984540054;
        double z2 = z * z;
        double v = freedom;
        return z
                + z * (z2 + 1) / (4 * v)
                + z * ((5 * z2 + 16) * z2 + 3) / (96 * v * v)
                + z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * v * v * v)
                + z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / (92160 * v * v * v * v);
    }
}
