package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What models look at over many people, from the command line. */
class GlobalCommandTest {
    @TempDir
    private static Path project;

    @TempDir
    private static Path offers;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train", "--model=ease").succeeds();
        CommandLineRun.in(project, "train").succeeds();
        // Those from Lisbon accept with 80 %, the others with 20 %; the age says nothing.
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder("age,city,taken\n");
        for (int row = 0; row < 800; row++) {
            boolean lisbon = random.nextBoolean();
            boolean taken = random.nextDouble() < (lisbon ? 0.8 : 0.2);
            rows.append(20 + random.nextInt(50)).append(lisbon ? ",Lisbon," : ",Porto,");
            rows.append(taken ? "yes\n" : "no\n");
        }
        Files.writeString(offers.resolve("offers.csv"), rows);
        Files.writeString(offers.resolve("because.yaml"), """
                data:
                  events:
                    sql: select row_number() over () as customer, 'card' as offer, taken from read_csv('offers.csv', all_varchar = true)
                    user: customer
                    item: offer
                    kind: taken
                  users:
                    sql: select row_number() over () as customer, * from read_csv('offers.csv', all_varchar = true)
                    id: customer
                    attributes:
                      age: number
                      city: token
                split: {kind: random, test: 0.2, validation: 0.4, seed: 2}
                model: {kind: logistic}
                task: {kind: probability, positive: ['yes']}
                """);
        CommandLineRun.in(offers, "train").succeeds();
    }

    private static CommandLineRun ask(Path where, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "global";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineRun.in(where, all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"importance", "shapley", "pdp", "ice", "ale", "interactions", "sii", "tree", "rules", "concepts"
            })
    void every_method_answers_by_its_schema_for_any_model_and_the_same_each_time(String method) {
        for (String run : new String[] {"ease", "transformer"}) {
            String[] asked = {"--method=" + method, "--run=" + run, "--people=10", "--points=4", "--draws=5", "--json"};
            CommandLineRun answer = ask(project, asked).succeeds();
            assertThat(Schemas.errors("global.json", answer.out())).isEmpty();
            assertThat(answer.json().get("text").asString()).contains("?");
            if (run.equals("transformer")) {
                assertThat(ask(project, asked).out()).isEqualTo(answer.out());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"importance", "pdp", "ice", "ale", "interactions", "sii", "tree", "rules", "concepts"})
    void every_method_is_drawn_in_both_languages(String method) throws IOException {
        for (String language : new String[] {"en", "zh"}) {
            Path file = project.resolve(method + ".svg");
            CommandLineRun answer = ask(
                    project,
                    "--method=" + method,
                    "--run=ease",
                    "--people=10",
                    "--points=4",
                    "--draws=5",
                    "--language=" + language,
                    "--picture=" + file,
                    "--json");
            assertThat(Schemas.errors("global.json", answer.succeeds().out())).isEmpty();
            assertThat(answer.json().at("/picture/chart").asString()).isIn("bar", "dependence");
            assertThat(Files.readString(file)).contains("<svg ", "</svg>").doesNotContain("NaN");
        }
        ask(project, "--method=" + method, "--run=ease", "--people=10", "--picture=x.svg", "--chart=beeswarm")
                .isRefused("beeswarm");
    }

    @Test
    void a_model_of_offers_looks_at_the_city_and_not_at_the_age() {
        JsonNode json = ask(offers, "--json").succeeds().json();
        JsonNode first = json.at("/explanations/0/explanation/weights/0");
        assertThat(first.at("/features/0").asString()).isEqualTo("person:city");
        assertThat(first.get("share").asDouble()).isGreaterThan(0.8);
        assertThat(first.get("low").asDouble()).isPositive();
        assertThat(json.at("/explanations/0/explanation/candidate").asString()).isEqualTo("card");
        assertThat(json.at("/explanations/0/reasons/en").asString()).contains("the person's city");
        JsonNode loss = ask(offers, "--measure=loss", "--json").succeeds().json();
        assertThat(loss.at("/explanations/0/explanation/weights/0/features/0").asString())
                .isEqualTo("person:city");
        assertThat(loss.at("/explanations/0/explanation/weights/0/low").asDouble())
                .isPositive();
        JsonNode rules = ask(offers, "--method=rules", "--target=probability", "--json")
                .succeeds()
                .json();
        assertThat(rules.at("/explanations/0/explanation/rules/0/conditions/0/feature")
                        .asString())
                .isEqualTo("person:city");
        assertThat(rules.at("/explanations/0/explanation/fidelity").asDouble()).isGreaterThan(0.8);
    }

    @Test
    void a_city_has_a_curve_over_its_names_but_no_neighbours() {
        JsonNode curve = ask(offers, "--method=pdp", "--feature=person:city", "--target=probability", "--json")
                .succeeds()
                .json()
                .at("/explanations/0/explanation");
        assertThat(curve.get("points")).hasSize(2);
        for (JsonNode point : curve.get("points")) {
            double expected = point.get("at").asString().equals("Lisbon") ? 0.8 : 0.2;
            assertThat(point.get("value").asDouble()).isBetween(expected - 0.12, expected + 0.12);
        }
        ask(offers, "--method=ale", "--feature=person:city").isRefused("Maybe ask for the pdp of it");
    }

    @Test
    void people_read_summaries_and_tables_in_their_language() {
        assertThat(ask(project, "--people=20", "--run=ease").succeeds().out())
                .startsWith("Over 20 people")
                .contains("What does the model look at, over 20 people?", "which item it is", " %");
        assertThat(ask(project, "--people=20", "--run=ease", "--language=zh", "--method=rules")
                        .succeeds()
                        .out())
                .contains("忠实度", "如果", "否则");
        assertThat(ask(project, "--method=concepts").succeeds().out()).contains("among the item's genre");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method=tarot | unknown method 'tarot'",
                "--items=all | unknown items 'all'",
                "--measure=size | unknown measure 'size'",
                "--feature=history:genr | Maybe you meant history:",
                "--feature=item:genre | Maybe ask the methods tree or rules",
                "--people=1 | people is 1; allowed: 2 or more",
                "--measure=loss --method=pdp | measure is 'loss'",
                "--target=next | target is 'next'",
                "--method=pdp --feature=history:newest | is 'history:newest'",
                "--item=nothing | unknown item 'nothing'",
                "--method=tree --depth=40 | depth is 40",
                "--rows=0 | rows is 0",
                "--items=recommended --measure=loss --target=rank | nothing is held out here",
                "--method=concepts --feature=item:colour | unknown property of the items 'item:colour'"
            })
    void what_cannot_be_asked_is_refused_with_advice(String arguments, String complaint) {
        ask(project, (arguments + " --run=ease").split(" ")).isRefused(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "importance | \"measure\" : \"variation\" | \"measure\" : \"taste\"",
                "importance | \"share\" : | \"part\" :",
                "pdp | \"people\" : 14 | \"people\" : 0",
                "tree | \"fidelity\" : | \"faith\" :",
                "concepts | \"held\" : | \"had\" :"
            })
    void a_falsified_answer_does_not_fit_the_schema(String method, String from, String to) {
        String json = ask(project, "--method=" + method, "--run=ease", "--people=14", "--points=3", "--json")
                .succeeds()
                .out();
        assertThat(json).contains(from);
        assertThat(Schemas.errors("global.json", json.replace(from, to))).isNotEmpty();
    }
}
