package because.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.evaluate.faithfulness.MethodChoice.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodChoiceTest {
    private static final AgainstRandom BETTER = new AgainstRandom(100, 10, 0.9, 1e-9, 1);
    private static final AgainstRandom CHANCE = new AgainstRandom(100, 10, 0.5, 0.5, 0.5);

    private static MethodResult method(
            String name, int people, double calls, AgainstRandom test, IntToDoubleFunction of) {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put(MetricName.NAOPC, IntStream.range(0, people).mapToDouble(of).toArray());
        values.put(
                MetricName.CALLS,
                IntStream.range(0, people).mapToDouble(_ -> calls).toArray());
        return new MethodResult(name, values, Optional.of(test));
    }

    private static Judgement judgement(boolean search, MethodResult... methods) {
        int people = methods[0].perPerson(MetricName.NAOPC).length;
        return new Judgement(
                "ease",
                "f",
                Judge.Options.defaults().withSearch(search),
                "removed",
                IntStream.range(0, people).mapToObj(i -> "p" + i).toList(),
                1,
                10,
                List.of(methods),
                List.of(),
                Map.of(),
                List.of());
    }

    /** A number between −.1 and .1 that looks random, for each person and method the same each time. */
    private static double noise(int person, int method) {
        return new SplittableRandom(1000L * method + person).nextDouble(-0.1, 0.1);
    }

    @Test
    void the_usual_method_stays_where_it_is_as_good_as_the_best() {
        MethodChoice choice = MethodChoice.of(
                judgement(
                        true,
                        method("auto", 100, 1000, BETTER, p -> 0.8 + noise(p, 1)),
                        method("cheap", 100, 2, BETTER, p -> 0.8 + noise(p, 2)),
                        method("poor", 100, 1, BETTER, p -> 0.5 + noise(p, 3))),
                "auto");
        assertThat(choice.picked()).isEqualTo("auto");
        assertThat(choice.outcome()).isEqualTo(Outcome.AMONG_THE_BEST);
        assertThat(choice.method("poor").asGood()).isFalse();
        assertThat(choice.gain()).isEmpty();
    }

    @Test
    void of_those_as_good_as_the_best_the_cheapest_is_taken_and_confirmed_on_other_people() {
        MethodChoice choice = MethodChoice.of(
                judgement(
                        true,
                        method("auto", 100, 1000, BETTER, p -> 0.6 + noise(p, 1)),
                        method("dear", 100, 500, BETTER, p -> 0.805 + noise(p, 2)),
                        method("cheap", 100, 2, BETTER, p -> 0.8 + noise(p, 3))),
                "auto");
        assertThat(choice.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(choice.picked()).isEqualTo("cheap");
        assertThat(choice.gain().orElseThrow().people()).isEqualTo(50);
        // The second half alone: 0.2 and the noise of its 50 people.
        double mean = IntStream.range(0, 100)
                .filter(p -> p % 2 == 1)
                .mapToDouble(p -> 0.2 + noise(p, 3) - noise(p, 1))
                .average()
                .orElseThrow();
        assertThat(choice.gain().orElseThrow().meanDifference())
                .isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void who_won_by_luck_is_found_out_by_the_other_half() {
        MethodChoice choice = MethodChoice.of(
                judgement(
                        true,
                        method("auto", 100, 1000, BETTER, p -> 0.7 + noise(p, 1)),
                        method("lucky", 100, 2, BETTER, p -> (p % 2 == 0 ? 0.9 : 0.6) + noise(p, 2))),
                "auto");
        assertThat(choice.candidate()).isEqualTo("lucky");
        assertThat(choice.outcome()).isEqualTo(Outcome.NOT_CONFIRMED);
        assertThat(choice.picked()).isEqualTo("auto");
        assertThat(choice.gain().orElseThrow().meanDifference()).isNegative();
    }

    @Test
    void a_usual_method_that_is_not_worse_is_hardly_ever_given_up_however_many_compete() {
        int given = 0;
        for (int world = 0; world < 200; world++) {
            SplittableRandom random = new SplittableRandom(world);
            List<MethodResult> methods = new ArrayList<>();
            for (int m = 0; m < 6; m++) {
                methods.add(method(m == 0 ? "auto" : "m" + m, 40, m, BETTER, _ -> random.nextGaussian()));
            }
            MethodChoice choice = MethodChoice.of(judgement(true, methods.toArray(MethodResult[]::new)), "auto");
            given += choice.picked().equals("auto") ? 0 : 1;
        }
        // 2.5 % at most are expected: 5 of 200. With a chance of 1 in 40 each, more than 12 come less than once in 500
        // times.
        assertThat(given).isLessThanOrEqualTo(12);
    }

    @Test
    void who_is_no_better_than_random_is_never_picked() {
        MethodChoice choice = MethodChoice.of(
                judgement(
                        true,
                        method("auto", 40, 9, CHANCE, p -> 0.4 + noise(p, 1)),
                        method("other", 40, 1, CHANCE, p -> 0.9 + noise(p, 2))),
                "auto");
        assertThat(choice.outcome()).isEqualTo(Outcome.NOT_BETTER_THAN_RANDOM);
        assertThat(choice.picked()).isEqualTo("auto");
    }

    @Test
    void people_on_whom_nothing_was_measured_do_not_count() {
        MethodChoice few = MethodChoice.of(
                judgement(
                        true,
                        method("auto", 30, 9, BETTER, p -> p < 12 ? Double.NaN : 0.2),
                        method("other", 30, 1, BETTER, _ -> 0.9)),
                "auto");
        assertThat(few.people()).isEqualTo(18);
        assertThat(few.outcome()).isEqualTo(Outcome.TOO_FEW_PEOPLE);
        assertThat(few.picked()).isEqualTo("auto");
    }

    @Test
    void what_cannot_be_chosen_by_is_refused() {
        MethodResult auto = method("auto", 40, 9, BETTER, p -> noise(p, 1));
        assertThatThrownBy(() -> MethodChoice.of(judgement(false, auto), "auto"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("needs the best and the worst ordering");
        assertThatThrownBy(() -> MethodChoice.of(judgement(true, auto), "lime"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("lime among them");
    }
}
