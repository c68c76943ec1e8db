package because.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.testkit.vectors.VectorReport.Case;
import because.testkit.vectors.VectorReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorRunnerTest {
    private static final String SOUND = """
            {"family": "ranking_metrics", "cases": [
              {"name": "rank_with_ties/three", "input": {"scores": [0.5, 0.5, 0.2], "target": 0},
               "expected": {"optimistic": 1, "pessimistic": 2, "mean": 1.5}, "tolerance": {"abs": 1e-9, "rel": 0}}
            ]}
            """;

    @TempDir
    Path folder;

    /** Says whatever it is told to say. */
    private record Parrot(Map<String, Object> values, Set<String> notYet) implements VectorFamily {
        @Override
        public String name() {
            return "parrot";
        }

        @Override
        public Set<String> kinds() {
            return Set.of("say");
        }

        @Override
        public Answer answer(String kind, VectorInput input) {
            return new Answer(values, notYet);
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Case run(String json) {
        return VectorRunner.run(write("v.json", json), List.of(new RankingMetricsVectors(), new PopularityVectors()))
                .cases()
                .getFirst();
    }

    /** What becomes of a case when the family says something and another thing is expected. */
    private Case say(Map<String, Object> values, String expected, Set<String> notYet) {
        String json = "{\"family\": \"parrot\", \"cases\": [{\"name\": \"say/it\", \"input\": {}, \"expected\": "
                + expected + ", \"tolerance\": {\"abs\": 0.1, \"rel\": 0.01}}]}";
        return VectorRunner.run(write("p.json", json), List.of(new Parrot(values, notYet)))
                .cases()
                .getFirst();
    }

    @Test
    void a_right_answer_passes() {
        assertThat(run(SOUND))
                .isEqualTo(new Case("v.json", "ranking_metrics", "rank_with_ties/three", Outcome.PASSED, ""));
    }

    @ParameterizedTest
    @CsvSource({"1.5,1.5000001", "1.5,2", "1.5,\"1.5\"", "1.5,null", "1.5,true", "1.5,[1.5]", "1.5,\"Infinity\""})
    void a_falsified_expectation_fails(String right, String wrong) {
        Case one = run(SOUND.replace("\"mean\": " + right, "\"mean\": " + wrong));
        assertThat(one.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(one.detail()).startsWith("at /mean: expected ").endsWith("got 1.5");
    }

    @Test
    void an_expected_key_that_is_not_answered_fails() {
        Case one = run(SOUND.replace("\"mean\"", "\"median\""));
        assertThat(one.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(one.detail()).isEqualTo("at /median: expected 1.5, but there is no such value");
    }

    @Test
    void the_tolerance_is_absolute_plus_relative() {
        assertThat(say(Map.of("x", 101.09), "{\"x\": 100}", Set.of()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(say(Map.of("x", 101.11), "{\"x\": 100}", Set.of()).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", 98.91), "{\"x\": 100}", Set.of()).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(say(Map.of("x", 98.89), "{\"x\": 100}", Set.of()).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", -100), "{\"x\": 100}", Set.of()).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void nan_is_never_right_and_infinity_only_where_it_is_expected() {
        assertThat(say(Map.of("x", Double.NaN), "{\"x\": 1}", Set.of()).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", Double.NaN), "{\"x\": \"NaN\"}", Set.of()).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", Double.POSITIVE_INFINITY), "{\"x\": 1}", Set.of())
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", Double.POSITIVE_INFINITY), "{\"x\": \"Infinity\"}", Set.of())
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(say(Map.of("x", Double.NEGATIVE_INFINITY), "{\"x\": \"Infinity\"}", Set.of())
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", 1e308), "{\"x\": \"Infinity\"}", Set.of()).outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void structures_are_compared_to_the_last_element() {
        Map<String, Object> values = Map.of("x", List.of(Map.of("y", new double[] {1, 2})), "b", true, "t", "word");
        String right = "{\"x\": [{\"y\": [1, 2]}], \"b\": true, \"t\": \"word\"}";
        assertThat(say(values, right, Set.of()).outcome()).isEqualTo(Outcome.PASSED);
        for (String wrong : List.of(
                right.replace("[1, 2]", "[1, 3]"),
                right.replace("[1, 2]", "[1, 2, 2]"),
                right.replace("[1, 2]", "[1]"),
                right.replace("[1, 2]", "{\"0\": 1}"),
                right.replace("\"y\"", "\"z\""),
                right.replace("true", "false"),
                right.replace("true", "1"),
                right.replace("word", "words"))) {
            assertThat(say(values, wrong, Set.of()).outcome()).as(wrong).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void what_is_not_answered_yet_is_skipped_unless_the_rest_is_wrong() {
        Case skipped = say(Map.of("x", 1), "{\"x\": 1, \"later\": 2}", Set.of("later", "never"));
        assertThat(skipped.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(skipped.detail()).isEqualTo("not answered yet: later; the rest is right");
        assertThat(say(Map.of("x", 1), "{\"x\": 2, \"later\": 2}", Set.of("later"))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", 1), "{\"x\": 1, \"other\": 2}", Set.of("later"))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(say(Map.of("x", 1), "{\"x\": 1}", Set.of("later")).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void unknown_families_and_kinds_are_skipped() {
        assertThat(run(SOUND.replace("ranking_metrics", "astrology")).outcome()).isEqualTo(Outcome.SKIPPED);
        Case kind = run(SOUND.replace("rank_with_ties/", "rank_with_dice/"));
        assertThat(kind.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(kind.detail()).contains("rank_with_dice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"target\": 0:::\"target\": 7",
                "\"target\": 0:::\"target\": \"none\"",
                "\"target\": 0:::\"tarjet\": 0",
                "\"scores\": [0.5, 0.5, 0.2]:::\"scores\": 3",
                "\"abs\": 1e-9:::\"abs\": \"Infinity\"",
                "\"abs\": 1e-9:::\"abs\": -1",
                "\"abs\": 1e-9:::\"a\": 1",
                "\"tolerance\":::\"tol\"",
                "\"expected\":::\"unexpected\"",
                "\"input\":::\"inputs\"",
                "{\"optimistic\": 1, \"pessimistic\": 2, \"mean\": 1.5}:::{}",
                "\"name\":::\"title\""
            })
    void a_malformed_case_is_an_error_and_counts_as_failed(String change) {
        String[] fromTo = change.split(":::");
        String json = SOUND.replace(fromTo[0], fromTo[1]);
        assertThat(json).isNotEqualTo(SOUND);
        assertThat(run(json).outcome()).isEqualTo(Outcome.ERROR);
        assertThat(run(json).detail()).isNotEmpty();
        assertThat(VectorRunner.run(write("v.json", json), List.of(new RankingMetricsVectors()))
                        .failed())
                .isEqualTo(1);
    }

    @Test
    void a_report_has_a_line_for_each_case_and_counts_them() {
        write("a.json", SOUND);
        write("b.json", SOUND.replace("1.5", "9"));
        write("c.json", SOUND.replace("ranking_metrics", "astrology"));
        write("notes.txt", "not vectors");
        VectorReport report = VectorRunner.run(folder, List.of(new RankingMetricsVectors()));
        assertThat(report.text().lines())
                .containsExactly(
                        "passed ranking_metrics/rank_with_ties/three",
                        "failed ranking_metrics/rank_with_ties/three: at /mean: expected 9, got 1.5",
                        "skipped astrology/rank_with_ties/three: the family is not answered yet",
                        "1 passed, 1 failed, 1 skipped");
        assertThat(report.json().toString())
                .startsWith("{\"passed\":1,\"failed\":1,\"skipped\":1,\"cases\":[{\"file\":\"a.json\","
                        + "\"family\":\"ranking_metrics\",\"name\":\"rank_with_ties/three\",\"outcome\":\"passed\"");
    }

    @Test
    void files_that_are_not_vectors_are_refused_with_the_reason() throws IOException {
        List<VectorFamily> none = List.of();
        assertThatThrownBy(() -> VectorRunner.run(folder.resolve("none.json"), none))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> VectorRunner.run(folder, none))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no .json files");
        for (String text :
                List.of("", "{", SOUND.substring(0, 90), SOUND + "}", "{\"family\": 1, \"family\": 2}", "\0")) {
            Path file = write("bad.json", text);
            assertThatThrownBy(() -> VectorRunner.run(file, none)).as(text).isInstanceOf(BadInput.class);
        }
        for (String text : List.of("[]", "3", "{\"family\": \"x\"}", "{\"family\": \"x\", \"cases\": {}}")) {
            Path file = write("bad.json", text);
            assertThatThrownBy(() -> VectorRunner.run(file, none))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("not a file of test vectors");
        }
        Path binary = Files.write(folder.resolve("bad.json"), new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});
        assertThatThrownBy(() -> VectorRunner.run(binary, none)).isInstanceOf(BadInput.class);
    }
}
