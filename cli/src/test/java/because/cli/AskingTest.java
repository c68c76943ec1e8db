package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The commands that ask a trained model: recommend, explain, whatif. */
class AskingTest {
    @TempDir
    private static Path project;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train", "--model=itemknn").succeeds();
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    private static List<String> recommended(String... arguments) {
        List<String> all = new ArrayList<>(List.of("recommend", "--json"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new)).succeeds().texts("recommendations", "item");
    }

    private static int genre(String item) {
        return Integer.parseInt(item.substring(1)) % 3;
    }

    @Test
    void what_somebody_knows_is_not_recommended_and_ranks_count_from_one() throws IOException {
        CommandLineRun run = run("recommend", "--user=u4", "-n", "12", "--json").succeeds();
        assertThat(run.texts("recommendations", "item"))
                .hasSize(12)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(SmallProject.items(project, "u4"));
        double before = Double.POSITIVE_INFINITY;
        int rank = 1;
        for (JsonNode item : run.json().get("recommendations")) {
            assertThat(item.get("rank").asInt()).isEqualTo(rank++);
            assertThat(item.get("score").asDouble()).isLessThanOrEqualTo(before);
            assertThat(item.get("title").asString())
                    .contains("Title " + item.get("item").asString().substring(1));
            before = item.get("score").asDouble();
        }
    }

    @Test
    void somebody_unknown_gets_what_the_empty_profile_gets_and_is_told_so() {
        CommandLineRun unknown = run("recommend", "--user=nobody", "--json").succeeds();
        CommandLineRun silent = run("recommend", "--user=silent", "--json").succeeds();
        assertThat(unknown.json().get("known").asBoolean()).isFalse();
        assertThat(silent.json().get("known").asBoolean()).isTrue();
        assertThat(unknown.json().get("recommendations"))
                .isNotEmpty()
                .isEqualTo(silent.json().get("recommendations"));
        assertThat(run("recommend", "--user=nobody").succeeds().err()).contains("does not have the person 'nobody'");
        assertThat(run("recommend", "--user=silent").succeeds().err()).doesNotContain("does not have");
    }

    @Test
    void somebody_without_events_is_not_told_a_personal_reason() {
        for (JsonNode item : run("recommend", "--user=silent", "--why", "--json")
                .succeeds()
                .json()
                .get("recommendations")) {
            assertThat(item.at("/explanation/deletionTest/passed").asBoolean()).isFalse();
            assertThat(item.at("/reasons/en").asString()).contains("not enough evidence");
        }
    }

    @Test
    void more_than_there_is_gives_all_there_is() throws IOException {
        Set<String> all = new HashSet<>(recommended("--user=u4", "-n", "1000000"));
        all.addAll(SmallProject.items(project, "u4"));
        assertThat(all).hasSize(SmallProject.ITEMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-2147483648"})
    void fewer_than_one_is_refused(String n) {
        run("recommend", "--user=u4", "-n", n).isRefused("n is " + n, "1 or more");
        run("whatif", "--user=u4", "--add=i1", "-n", n).isRefused("n is " + n, "1 or more");
    }

    @Test
    void somebody_who_knows_everything_is_told_that_nothing_is_left() {
        assertThat(recommended("--user=collector")).isEmpty();
        assertThat(run("recommend", "--user=collector", "--why").succeeds().out())
                .contains("Nothing can be recommended");
        run("explain", "--user=collector").isRefused("nothing can be recommended", "Maybe", "--item");
    }

    @Test
    void filters_let_through_what_has_one_of_their_values() {
        assertThat(recommended("--user=u4", "--filter=genre=g2")).isNotEmpty().allMatch(item -> genre(item) == 2);
        assertThat(recommended("--user=u4", "-n", "60", "--filter=genre=g2", "--filter=genre=g0"))
                .anyMatch(item -> genre(item) == 2)
                .anyMatch(item -> genre(item) == 0)
                .noneMatch(item -> genre(item) == 1);
        assertThat(recommended("--user=silent", "--filter=genre=g2", "--filter=year=1952"))
                .containsExactly("i2");
        assertThat(recommended("--user=u4", "--filter=genre=jazz")).isEmpty();
    }

    @Test
    void a_filter_that_cannot_be_meant_is_refused() {
        run("recommend", "--user=u4", "--filter=genre").isRefused("--filter", "ATTRIBUTE=VALUE", "Maybe");
        run("recommend", "--user=u4", "--filter==g1").isRefused("--filter", "ATTRIBUTE=VALUE");
        run("recommend", "--user=u4", "--filter=gener=g1").isRefused("'gener'", "Maybe you meant genre?");
    }

    @Test
    void reasons_come_in_the_languages_that_are_asked_for() {
        String english =
                run("recommend", "--user=u4", "-n", "1", "--why").succeeds().out();
        assertThat(english).contains("Recommended").doesNotContainPattern("\\p{IsHan}");
        String chinese = run("recommend", "--user=u4", "-n", "1", "--why", "--language=zh")
                .succeeds()
                .out();
        assertThat(chinese).containsPattern("\\p{IsHan}").doesNotContain("Recommended");
        String both = run("recommend", "--user=u4", "-n", "1", "--why", "--language=en,zh")
                .succeeds()
                .out();
        assertThat(both).contains("Recommended").containsPattern("\\p{IsHan}");
        run("recommend", "--user=u4", "--language=fr").isRefused("'fr'", "en, zh");
        run("explain", "--user=u4", "--language=fr").isRefused("'fr'", "en, zh");
        run("whatif", "--user=u4", "--add=i1", "--language=fr").isRefused("'fr'", "en, zh");
    }

    @Test
    void an_item_that_is_not_there_is_refused_with_the_near_ones() {
        run("explain", "--user=u4", "--item=i100").isRefused("unknown item 'i100'", "Maybe you meant i10");
        run("whatif", "--user=u4", "--add=i100").isRefused("unknown item 'i100'");
        run("whatif", "--user=u4", "--remove=i100").isRefused("unknown item 'i100'");
    }

    @Test
    void options_of_the_explainer_that_cannot_be_meant_are_refused() {
        run("recommend", "--user=u4", "--method=shap").isRefused("'shap'", "shapley-exact");
        run("recommend", "--user=u4", "--why", "--calls=-5").isRefused("calls", "-5");
        run("recommend", "--user=u4", "--target=scor").isRefused("--target", "SCORE");
        run("recommend", "--user=u4", "--absence=gone").isRefused("--absence", "REMOVED");
        run("explain", "--user=u4", "--rows=0").isRefused("rows is 0");
        run("explain", "--user=u4", "--group=gnre").isRefused("'gnre'", "genre");
        run("recommend", "--user=u4", "--run=itemkn").isRefused("'itemkn'", "itemknn");
    }

    @Test
    void an_explanation_names_the_events_of_the_person() throws IOException {
        List<String> own = SmallProject.items(project, "u4");
        JsonNode players =
                run("explain", "--user=u4", "--json").succeeds().json().at("/explanation/players");
        assertThat(players).hasSameSizeAs(own);
        for (int i = 0; i < own.size(); i++) {
            JsonNode player = players.get(i);
            assertThat(player.get("id").asString()).isEqualTo("event:" + i);
            assertThat(player.get("name").asString())
                    .contains("Title " + own.get(i).substring(1));
        }
        assertThat(run("explain", "--user=u4").succeeds().out()).contains("Why “Title", "gap", "Deletion test");
    }

    @Test
    void groups_of_events_are_players_together() {
        JsonNode players = run("explain", "--user=u4", "--group=genre", "--json")
                .succeeds()
                .json()
                .at("/explanation/players");
        List<String> names = new ArrayList<>();
        players.forEach(player -> names.add(player.get("name").asString()));
        assertThat(names).doesNotHaveDuplicates().isSubsetOf("g0", "g1", "g2").contains("g1");
    }

    @Test
    void what_is_explained_and_how_absence_looks_can_be_combined() throws IOException {
        for (String target : List.of("next", "list", "probability")) {
            for (String absence : List.of("background", "marginal", "conditional")) {
                JsonNode explanation = run(
                                "explain",
                                "--user=u4",
                                "--target=" + target,
                                "--absence=" + absence,
                                "--group=time:day",
                                "--draws=3",
                                "--json")
                        .succeeds()
                        .json();
                assertThat(Schemas.errors("explain.json", explanation.toString()))
                        .isEmpty();
                JsonNode header = explanation.get("explanation");
                assertThat(header.get("target").asString()).isEqualTo(target);
                assertThat(header.get("absence").asString()).isEqualTo(absence);
                assertThat(header.at("/options/background").asString()).isNotEmpty();
                assertThat(header.at("/options/draws").asString()).isEqualTo(absence.equals("background") ? "1" : "3");
            }
        }
        run("explain", "--user=u4", "--group=time:year").isRefused("'year'", "month");
        run("explain", "--user=u4", "--group=similar:x").isRefused("similar:8");
        run("explain", "--user=u4", "--absence=background", "--background=x").isRefused("item:ID");
        run("explain", "--user=u4", "--absence=marginal", "--method=counterfactual")
                .isRefused("marginal", "removed or masked", "Maybe");
    }

    @Test
    void people_of_the_training_data_are_examples_and_stay_anonymous() throws IOException {
        for (String run : List.of("itemknn")) {
            JsonNode json = run("explain", "--user=u4", "--run=" + run, "--method=examples", "--json")
                    .succeeds()
                    .json();
            assertThat(Schemas.errors("explain.json", json.toString())).isEmpty();
            JsonNode explanation = json.get("explanation");
            assertThat(explanation.get("measure").asString()).isEqualTo("retrained");
            assertThat(explanation.get("examples").size()).isPositive();
            assertThat(explanation.at("/examples/0/person").asString()).isEqualTo("1");
        }
        run("explain", "--user=u4", "--method=paths").isRefused("knowledge graph", "Maybe");
    }

    @Test
    void the_other_explainers_can_be_chosen_by_name() {
        for (String method : List.of("shapley-permutation", "leave-one-out", "shapley-exact")) {
            assertThat(run("explain", "--user=u0", "--method=" + method, "--json")
                            .succeeds()
                            .json()
                            .at("/explanation/method")
                            .asString())
                    .isEqualTo(method);
        }
    }

    @Test
    void a_counterfactual_is_what_whatif_shows() throws IOException {
        JsonNode json = run("explain", "--user=u4", "--method=counterfactual", "--json")
                .succeeds()
                .json();
        String first = json.get("item").asString();
        JsonNode explanation = json.get("explanation");
        assertThat(explanation.get("kind").asString()).isEqualTo("counterfactual");
        assertThat(explanation.get("changes")).isNotEmpty();
        List<String> own = SmallProject.items(project, "u4");
        List<String> removed = new ArrayList<>();
        explanation
                .get("changes")
                .forEach(change ->
                        removed.add(own.get(change.at("/parts/0/event").asInt())));
        List<String> after = run("whatif", "--user=u4", "--remove=" + String.join(",", removed), "-n", "1", "--json")
                .succeeds()
                .texts("after", "item");
        assertThat(after)
                .doesNotContain(first)
                .containsExactly(explanation.at("/instead/0/item").asString());
        assertThat(json.at("/reasons/en").asString())
                .startsWith("Without “Title")
                .endsWith("instead.");
        assertThat(json.at("/reasons/zh").asString()).startsWith("如果没有《Title");
    }

    @Test
    void what_brings_an_item_in_is_what_whatif_shows() {
        String last = recommended("--user=u4", "-n", "30").getLast();
        CommandLineRun run = run("whatif", "--user=u4", "--bring=" + last, "--by=add", "-n", "5", "--json");
        JsonNode explanation = run.succeeds().json().get("explanation");
        assertThat(explanation.get("changes")).isNotEmpty();
        List<String> added = new ArrayList<>();
        explanation
                .get("changes")
                .forEach(change -> added.add(change.get("item").asString()));
        assertThat(run("whatif", "--user=u4", "--add=" + String.join(",", added), "-n", "5", "--json")
                        .succeeds()
                        .texts("after", "item"))
                .contains(last);
        assertThat(run("whatif", "--user=u4", "--bring=" + last, "-n", "5")
                        .succeeds()
                        .out())
                .contains("What would bring “Title", "into the first 5?");
    }

    @Test
    void what_cannot_be_brought_in_or_taken_out_is_refused() throws IOException {
        List<String> list = recommended("--user=u4", "-n", "30");
        run("whatif", "--user=u4", "--bring=" + list.getFirst())
                .isRefused("the place of item", "--method counterfactual");
        run("whatif", "--user=u4", "--bring=" + list.getLast(), "--add=i1").isRefused("--bring", "leave out");
        run("whatif", "--user=u4", "--bring=i100").isRefused("unknown item 'i100'");
        run("whatif", "--user=u4", "--bring=" + list.getLast(), "-n", "0").isRefused("n is 0");
        run(
                        "whatif",
                        "--user=u4",
                        "--bring=" + SmallProject.items(project, "u4").getFirst())
                .isRefused("can be recommended");
        run("explain", "--user=u4", "--method=counterfactual", "--item=" + list.getLast())
                .isRefused("the place of item", "whatif --bring");
        run("explain", "--user=u4", "--method=counterfactual", "--top=-3").isRefused("list", "-3");
    }

    @Test
    void an_item_that_is_taken_out_changes_the_list_but_does_not_enter_it() throws IOException {
        List<String> own = SmallProject.items(project, "u4");
        String removed = own.getLast();
        CommandLineRun run = run("whatif", "--user=u4", "--remove=" + removed, "-n", "60", "--json")
                .succeeds();
        assertThat(run.texts("before", "item")).isEqualTo(recommended("--user=u4", "-n", "60"));
        assertThat(run.texts("after", "item")).doesNotContainAnyElementsOf(own);
        assertThat(run.json().get("after")).isNotEqualTo(run.json().get("before"));
        assertThat(run.json().at("/after/0/explanation/players")).hasSize(own.size() - 1);
    }

    @Test
    void an_item_that_is_added_is_a_new_event_and_is_not_recommended() throws IOException {
        String added = recommended("--user=u4").getFirst();
        CommandLineRun run =
                run("whatif", "--user=u4", "--add=" + added, "--json").succeeds();
        assertThat(run.texts("before", "item").getFirst()).isEqualTo(added);
        assertThat(run.texts("after", "item")).isNotEmpty().doesNotContain(added);
        assertThat(run.json().at("/after/0/rankBefore").isIntegralNumber()).isTrue();
        assertThat(run.json().at("/after/0/explanation/players"))
                .hasSize(SmallProject.items(project, "u4").size() + 1);
        assertThat(run("whatif", "--user=u4", "--add=" + added).succeeds().out())
                .contains("Gone: 1 Title " + added.substring(1));
    }

    @Test
    void adding_for_somebody_unknown_starts_a_history() {
        CommandLineRun run =
                run("whatif", "--user=nobody", "--add=i4,i7", "--json").succeeds();
        assertThat(run.json().get("known").asBoolean()).isFalse();
        assertThat(run.texts("after", "item").subList(0, 3)).allMatch(item -> genre(item) == 1);
    }

    @Test
    void what_somebody_does_not_have_cannot_be_taken_out() throws IOException {
        List<String> own = SmallProject.items(project, "u4");
        String other = recommended("--user=u4").getFirst();
        run("whatif", "--user=u4", "--remove=" + other)
                .isRefused("'" + other + "'", "the person's own events", "Maybe", own.getLast());
        run("whatif", "--user=nobody", "--remove=i1").isRefused("'i1'", "the person's own events");
        run("whatif", "--user=u4").isRefused("nothing is changed", "--add", "--remove");
    }

    @Test
    void somebody_with_new_events_gets_them_counted_without_a_new_training(@TempDir Path copy) throws IOException {
        SmallProject.write(copy);
        CommandLineRun.in(copy, "train", "--model=itemknn").succeeds();
        List<String> before =
                CommandLineRun.in(copy, "recommend", "--user=u4", "--json").texts("recommendations", "item");
        Files.writeString(
                copy.resolve("events.csv"),
                SmallProject.event("u4", Integer.parseInt(before.getFirst().substring(1)), 5, 90_000) + "\n",
                StandardOpenOption.APPEND);
        assertThat(CommandLineRun.in(copy, "recommend", "--user=u4", "--json").texts("recommendations", "item"))
                .isNotEmpty()
                .doesNotContain(before.getFirst());
    }

    @Test
    void what_a_person_says_of_an_interest_holds_for_the_next_command() throws IOException {
        String kept = "interests.json";
        CommandLineRun shown = run("person", "--user=u4", "--json").succeeds();
        assertThat(Schemas.errors("person.json", shown.out())).isEmpty();
        // Most of what u4 had is of genre 1, so it is the first interest.
        assertThat(recommended("--user=u4", "-n", "12")).anyMatch(item -> genre(item) == 1);
        String word = shown.texts("interests", "attribute").getFirst() + "="
                + shown.texts("interests", "value").getFirst();
        try {
            CommandLineRun muted =
                    run("person", "--user=u4", "--mute=" + word, "--json").succeeds();
            assertThat(Schemas.errors("person.json", muted.out())).isEmpty();
            assertThat(muted.texts("interests", "standing")).contains("muted");
            assertThat(recommended("--user=u4", "-n", "12")).isNotEmpty().noneMatch(item -> genre(item) == 1);
            assertThat(java.nio.file.Files.readString(project.resolve(kept))).contains("u4", "muted");
            assertThat(run("person", "--user=u4").succeeds().out()).contains("muted", word.replace("=", " = "));
            assertThat(run("person", "--user=u4", "--reset=" + word, "--json")
                            .succeeds()
                            .texts("interests", "standing"))
                    .containsOnly("observed");
        } finally {
            java.nio.file.Files.deleteIfExists(project.resolve(kept));
        }
        assertThat(run("person", "--user=u4", "--add=" + word).err()).contains("does not read attributes", "Maybe");
        // What is refused in part is refused as a whole.
        assertThat(run("person", "--user=u4", "--mute=" + word, "--remove=nothing=at all")
                        .err())
                .contains("nothing");
        assertThat(project.resolve(kept)).doesNotExist();
        assertThat(run("person", "--user=u4", "--mute=" + word, "--remove=" + word)
                        .err())
                .contains("two things");
        assertThat(run("person", "--user=u4", "--mute=nothing").err()).contains("ATTRIBUTE=VALUE");
        assertThat(run("person", "--user=nobody").succeeds().err()).contains("does not have the person");
    }
}
