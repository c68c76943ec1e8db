package because.models.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {
    private static Space space() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("large", "a, b, c");
        texts.put("small", "0.0..1.0");
        texts.put("none", "x, y");
        return Space.parse(texts);
    }

    private static final Map<String, Double> PLANTED = Map.of("a", 0.0, "b", 1.0, "c", 2.0);

    private static double planted(Map<String, String> one) {
        return PLANTED.getOrDefault(one.getOrDefault("large", ""), 0.0)
                + Double.parseDouble(one.getOrDefault("small", "0"));
    }

    private static Map<String, Effect> byName(List<Effect> effects) {
        Map<String, Effect> named = new LinkedHashMap<>();
        effects.forEach(effect -> named.put(effect.option(), effect));
        return named;
    }

    /** Variances of the planted sum: 2/3 of the listed option, 1/12 of the number; so shares of 8/9 and 1/9, of which three bins of the number see 8/9. */
    @Test
    void finds_the_shares_of_a_planted_sum() {
        List<Map<String, String>> drawn =
                space().draw(901, Map.of("large", "a", "small", "0.5", "none", "x"), 5, _ -> {});
        double[] values = drawn.stream().mapToDouble(EffectTest::planted).toArray();
        List<Effect> effects = Effect.of(space(), drawn, values, 1);
        assertThat(effects.stream().map(Effect::option).toList()).containsExactly("large", "small", "none");
        assertThat(effects.get(0).share()).isCloseTo(8 / 9.0, within(0.02));
        assertThat(effects.get(1).share()).isCloseTo(8 / 81.0, within(0.02));
        assertThat(effects.get(2).share()).isLessThan(0.01);
        assertThat(effects.get(0).p()).isLessThan(0.001);
        assertThat(effects.get(2).p()).isGreaterThan(0.01);
        Effect.Level b = effects.getFirst().levels().get(1);
        assertThat(b.label()).isEqualTo("b");
        assertThat(b.mean()).isCloseTo(1.5, within(0.05));
        assertThat(b.low()).isLessThan(1.5);
        assertThat(b.high()).isGreaterThan(1.5);
        assertThat(effects.get(1).levels().getFirst().label()).isEqualTo("0 – 0.333");
    }

    /** Nothing matters: an interval of a level's mean misses the true one about once in twenty times, and p-values are below .05 as rarely. */
    @Test
    void intervals_and_p_values_hold_what_they_promise() {
        Random random = new Random(1);
        int missed = 0;
        int levels = 0;
        int found = 0;
        int worlds = 150;
        for (int world = 0; world < worlds; world++) {
            List<Map<String, String>> drawn =
                    space().draw(19, Map.of("large", "a", "small", "0.5", "none", "x"), world, _ -> {});
            double[] values =
                    drawn.stream().mapToDouble(_ -> random.nextGaussian()).toArray();
            List<Effect> effects = Effect.of(space(), drawn, values, world);
            found += effects.stream().anyMatch(effect -> effect.p() < 0.05) ? 1 : 0;
            for (Effect effect : effects) {
                for (Effect.Level level : effect.levels()) {
                    levels++;
                    missed += level.low() > 0 || level.high() < 0 ? 1 : 0;
                }
            }
        }
        assertThat(missed / (double) levels).isBetween(0.03, 0.07);
        assertThat(found / (double) worlds).isLessThan(0.1);
    }

    @Test
    void too_few_configurations_tell_nothing() {
        List<Map<String, String>> drawn = new ArrayList<>();
        drawn.add(Map.of("large", "a", "small", "0.5", "none", "x"));
        drawn.add(Map.of("large", "b", "small", "7", "none", "elsewhere"));
        Map<String, Effect> effects = byName(Effect.of(space(), drawn, new double[] {1, 2}, 1));
        assertThat(effects)
                .hasSize(3)
                .allSatisfy((_, effect) -> assertThat(effect.share()).isNaN());
        assertThat(effects.get("large").levels()).hasSize(2);
        assertThat(effects.get("small").levels()).hasSize(1);
    }

    /** From published tables. */
    @ParameterizedTest
    @CsvSource({
        "1,12.706",
        "2,4.3027",
        "3,3.1824",
        "4,2.7764",
        "5,2.5706",
        "8,2.3060",
        "12,2.1788",
        "30,2.0423",
        "120,1.9799"
    })
    void knows_students_quantiles(int freedom, double quantile) {
        assertThat(Effect.student(freedom)).isCloseTo(quantile, within(0.002 * quantile));
    }
}
