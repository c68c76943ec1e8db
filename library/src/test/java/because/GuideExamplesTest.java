package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Counterfactual;
import because.core.Counterfactual.By;
import because.core.DeletionTest;
import because.core.Importance.Measure;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Provenance;
import because.core.Query;
import because.core.Question;
import because.core.Recommender;
import because.core.Split;
import because.explain.CheckedExplainer;
import because.explain.Explainers;
import because.explain.global.AccumulatedEffects;
import because.explain.global.PermutationImportance;
import because.explain.global.Table;
import because.explain.global.Variable;
import because.explain.shapley.PermutationShapley;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.narrate.picture.Chart;
import because.narrate.picture.Picture;
import because.narrate.picture.PictureOptions;
import because.testkit.ExplainerContract;
import because.testkit.ExplainerContract.Claim;
import because.testkit.RecommenderContract;
import because.testkit.RecommenderContractTest;
import because.testkit.ServedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the guide, as it stands there: each region here is a block of a page, and each block of a page is a region here. */
class GuideExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("because.root", ".."));
    private static final Path SOURCE = ROOT.resolve("library/src/test/java/because/GuideExamplesTest.java");
    private static final Pattern REGION =
            Pattern.compile("\\R *// region: ([a-z-]+)\\R(.*?)\\R *// endregion", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL);

    @TempDir
    private static Path shop;

    /** People who keep to one of two kinds of book, and a trained model. */
    @BeforeAll
    static void open_a_shop() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder ratings = new StringBuilder("user,item,rating,time\n");
        StringBuilder items = new StringBuilder("item,title,genre\n");
        for (int i = 0; i < 20; i++) {
            items.append("i%d,Book %d,%s\n".formatted(i, i, i % 2 == 0 ? "crime" : "travel"));
        }
        for (int u = 0; u < 60; u++) {
            for (int e = 0; e < 6; e++) {
                int item = 2 * random.nextInt(10) + (random.nextInt(10) == 0 ? 1 - u % 2 : u % 2);
                ratings.append("u%d,i%d,4,%d\n".formatted(u, item, 1_700_000_000 + 60 * e));
            }
        }
        Files.writeString(shop.resolve("ratings.csv"), ratings);
        Files.writeString(shop.resolve("items.csv"), items);
        Files.writeString(shop.resolve(Config.FILE), "data: .\nmodel: {kind: itemknn}\n");
        for (String kind : List.of("content", "itemknn")) {
            Project project = Project.open(shop);
            Training.train(
                            project.with(project.config().withModel(new Config.Model(kind, Map.of()))),
                            kind,
                            true,
                            Progress.NONE)
                    .recommender()
                    .close();
        }
    }

    private static String flush(String text) {
        return text.stripIndent();
    }

    private static Map<String, String> regions() throws IOException {
        Map<String, String> regions = new HashMap<>();
        Matcher matcher = REGION.matcher(Files.readString(SOURCE));
        while (matcher.find()) {
            regions.put(matcher.group(1), flush(matcher.group(2)));
        }
        return regions;
    }

    @Test
    void the_guide_shows_each_region_and_nothing_else() throws IOException {
        List<String> blocks = new ArrayList<>();
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/guide"))) {
            for (Path page : pages.sorted().toList()) {
                Matcher matcher = BLOCK.matcher(Files.readString(page));
                while (matcher.find()) {
                    blocks.add(matcher.group(1));
                }
            }
        }
        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(regions().values());
    }

    @Test
    void recommends_with_reasons() {
        // region: recommend
        try (var because = Because.open(shop)) {
            for (var r : because.recommend("u7", 3).recommendations()) {
                System.out.println(r.rank() + ". " + r.title() + ": "
                        + r.why().orElseThrow().reason(Language.EN));
            }
        }
        // endregion
        try (Because because = Because.open(shop)) {
            assertThat(because.recommend("u7", 3).recommendations()).hasSize(3);
        }
    }

    @Test
    void trains(@TempDir Path folder) {
        Path data = shop;
        // region: train
        var config = Config.of("shop", data).withModel(new Config.Model("itemknn", Map.of("neighbours", "20")));
        var project = Project.of(folder, config);
        var trained = Training.train(project, "first", true, Progress.NONE);
        try (var recommender = trained.recommender()) {
            var test = Training.evaluate(project, recommender, Split.Part.TEST, Progress.NONE);
            var ndcg = test.metric("ndcg@10");
            System.out.println(ndcg.mean() + " ± " + ndcg.standardError());
        }
        // endregion
        assertThat(trained.folder()).isEqualTo(folder.resolve("runs/first"));
        assertThat(ndcg(trained)).isBetween(0.0, 1.0);
    }

    private static double ndcg(Training.Trained trained) {
        return trained.validation().metric("ndcg@10").mean();
    }

    @Test
    void asks_what_if() {
        try (Because because = Because.open(shop)) {
            // region: session
            var session = Profile.ofItems(because.item("i1"), because.item("i5"));
            var answer = because.recommend(Query.of(session, 3), true);
            // endregion
            assertThat(answer.items()).hasSize(3).doesNotContain("i1", "i5");
            // region: visitor
            var visitor = session.withAttributes(
                    Map.of("city", new Attribute.Tokens(List.of("Porto")), "age", new Attribute.Quantity(34)));
            // endregion
            assertThat(because.recommend(Query.of(visitor, 3), true).items()).isEqualTo(answer.items());
            String gone = because.recommender()
                    .catalog()
                    .item(because.profile("u7")
                            .orElseThrow()
                            .events()
                            .getFirst()
                            .knownItem())
                    .id();
            // region: whatif
            var profile = because.profile("u7").orElseThrow();
            var exclude = Query.of(profile, 3).exclude(); // what is taken out is not recommended in its place
            var changed = because.changed(profile, List.of(because.item("i1")), List.of(because.item(gone)));
            var then = because.recommend(Query.of(profile, 3), true);
            var now = because.recommend(new Query(changed, 3, exclude, List.of()), true);
            // endregion
            assertThat(then.items()).hasSize(3);
            assertThat(now.items()).doesNotContain(gone);
        }
    }

    @Test
    void scores_an_item_that_nobody_has_yet() {
        // region: draft
        try (var because = Because.open(Project.open(shop), "content", Progress.NONE)) {
            var draft = new Item("draft", "Murder in Porto", Map.of("genre", new Attribute.Tokens(List.of("crime"))));
            var reader = because.profile("u6").orElseThrow();
            double score = because.recommender().score(List.of(reader), List.of(new Candidate.Described(draft)))[0][0];
            System.out.println(score);
        }
        // endregion
        try (var because = Because.open(Project.open(shop), "content", Progress.NONE)) {
            var crime = new Candidate.Described(
                    new Item("a", "a", Map.of("genre", new Attribute.Tokens(List.of("crime")))));
            var travel = new Candidate.Described(
                    new Item("b", "b", Map.of("genre", new Attribute.Tokens(List.of("travel")))));
            double[] scores = because.recommender()
                    .score(List.of(because.profile("u6").orElseThrow()), List.of(crime, travel))[0];
            assertThat(scores[0]).isGreaterThan(scores[1]);
        }
    }

    @Test
    void says_what_would_bring_an_item_in() {
        try (Because because = Because.open(shop)) {
            Profile profile = because.profile("u7").orElseThrow();
            List<String> list = because.recommend("u7", 30).items();
            assertThat(list.subList(0, 3)).doesNotContain("i4");
            // region: bring
            var found = because.bring(
                    profile, because.item("i4"), Query.of(profile, 3).exclude(), 3, By.BOTH);
            System.out.println(found.reason(Language.EN));
            // endregion
            assertThat(found.explanation()).isInstanceOf(Counterfactual.class);
        }
    }

    @Test
    void draws_pictures(@TempDir Path folder) throws IOException {
        try (Because because = Because.open(shop)) {
            // region: picture
            var person = because.profile("u7").orElseThrow();
            var reason = because.recommend("u7", 1)
                    .recommendations()
                    .getFirst()
                    .why()
                    .orElseThrow();
            Pictures.of(because, reason, person).write(folder.resolve("why.svg"));
            var narrow = PictureOptions.defaults().withWidth(390).withLanguage(Language.ZH);
            Pictures.of(because, reason, person, Optional.of(Chart.HEATMAP), narrow)
                    .write(folder.resolve("when.png"));
            // endregion
            // region: pictures
            var people = Pictures.people(because, 30, 1);
            var told = Pictures.explain(because, people, Optional.empty(), 1, Progress.NONE);
            Picture swarm = Pictures.of(
                    because, told, Optional.of(Chart.BEESWARM), Optional.empty(), PictureOptions.defaults());
            swarm.write(folder.resolve("people.svg"));
            // endregion
            assertThat(folder.resolve("why.svg")).content().contains("<svg", "Why “Book");
            assertThat(folder.resolve("when.png")).isNotEmptyFile();
            assertThat(swarm.title()).isEqualTo("What moves the scores of 30 recommendations?");
            assertThat(people).hasSize(30).doesNotHaveDuplicates().isEqualTo(Pictures.people(because, 30, 1));
        }
    }

    @Test
    void explains_in_full() {
        try (Because because = Because.open(shop)) {
            // region: explanation
            var why = because.recommend("u7", 1)
                    .recommendations()
                    .getFirst()
                    .why()
                    .orElseThrow();
            var explanation = why.attribution();
            for (PlayerValue event : explanation.players()) {
                System.out.println(event.player().name() + ": " + event.value() + " ± " + event.standardError());
            }
            System.out.println("gap " + explanation.completenessGap());
            DeletionTest test = explanation.header().deletionTest().orElseThrow();
            System.out.println(test.passed() ? why.reason(Language.EN) : "not enough evidence");
            String json = Json.text(Json.write(explanation));
            // endregion
            assertThat(Json.explanation(Json.read(json))).isEqualTo(explanation);
            // region: explaining
            var careful = new Config.Explaining(
                    "shapley-permutation",
                    4000,
                    because.explaining().target(),
                    because.explaining().absence(),
                    100,
                    2,
                    7);
            var again = because.with(careful).recommend("u7", 1);
            // endregion
            assertThat(again.recommendations()).hasSize(1);
        }
    }

    // region: recommender
    /** Scores an item by how many items of the profile share a genre with it. */
    record SameGenre(Catalog catalog) implements Recommender {
        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            double[][] scores = new double[profiles.size()][candidates.size()];
            for (int row = 0; row < scores.length; row++) {
                List<Set<String>> known = profiles.get(row).knownItems().stream()
                        .mapToObj(item -> genres(catalog.item(item)))
                        .toList();
                for (int column = 0; column < candidates.size(); column++) {
                    Set<String> genres = genres(item(candidates.get(column)));
                    scores[row][column] = known.stream()
                            .filter(other -> !Collections.disjoint(genres, other))
                            .count();
                }
            }
            return scores;
        }

        private Item item(Candidate candidate) {
            return switch (candidate) {
                case Candidate.Described described -> described.item();
                case Candidate.Known known when known.index() < catalog.size() -> catalog.item(known.index());
                case Candidate.Known known -> throw BadInput.of("an item", known.index(), "items of the catalogue", "");
            };
        }

        private static Set<String> genres(Item item) {
            return item.attributes().get("genre") instanceof Attribute.Tokens tokens
                    ? Set.copyOf(tokens.values())
                    : Set.of();
        }

        @Override
        public Capabilities capabilities() {
            boolean described = true; // all else is false: it looks at nothing but which items are there
            return new Capabilities(false, false, false, false, false, described, false, false);
        }

        @Override
        public Provenance provenance() {
            return new Provenance("same-genre", Map.of(), 0, "", "same-genre-1", Map.of());
        }
    }
    // endregion

    @Test
    void opens_a_recommender_of_ones_own() {
        var data = Project.open(shop).data(Progress.NONE);
        // region: own
        var own = new SameGenre(data.catalog());
        try (var because = new Because(own, Config.Explaining.DEFAULTS, Optional.of(data))) {
            System.out.println(because.recommend("u7", 3).items());
        }
        // endregion
        assertThat(own.catalog().size()).isEqualTo(20);
        Candidate outside = new Candidate.Known(99);
        assertThatThrownBy(() -> own.score(List.of(Profile.EMPTY), List.of(outside)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void holds_a_recommender_to_the_contract() {
        var own = new SameGenre(Project.open(shop).data(Progress.NONE).catalog());
        // region: contract
        assertThat(RecommenderContract.check(own)).isEmpty();
        // endregion
    }

    @Test
    void serves_a_recommender_to_others() throws IOException {
        Recommender recommender =
                new SameGenre(Project.open(shop).data(Progress.NONE).catalog());
        // region: serve
        var server = new ServedModel(recommender).http(0); // or a port; .lines(System.in, System.out) for a program
        var url = "http://localhost:" + server.getAddress().getPort() + "/";
        // endregion
        Project remote = Project.open(shop)
                .with(Project.open(shop).config().withModel(new Config.Model("remote", Map.of("url", url))));
        try (Recommender asked =
                Training.train(remote, "remote", true, Progress.NONE).recommender()) {
            assertThat(RecommenderContract.check(asked)).isEmpty();
        } finally {
            Training.delete(remote.runs().path("remote"));
            server.stop(0);
        }
    }

    @Nested
    // region: contract-test
    class SameGenreContractTest extends RecommenderContractTest {
        @Override
        protected Recommender recommender() {
            return new SameGenre(Project.open(shop).data(Progress.NONE).catalog());
        }
    }
    // endregion

    @Test
    void asks_an_explainer() {
        try (Because because = Because.open(shop)) {
            Recommender recommender = because.recommender();
            Profile profile = because.profile("u7").orElseThrow();
            Candidate candidate = new Candidate.Known(because.item("i1"));
            // region: question
            var question = Question.about(profile, recommender.catalog(), List.of(candidate));
            var explainer = new CheckedExplainer(new PermutationShapley());
            var explanations = explainer.explain(recommender, question, Budget.calls(2000), 1);
            // endregion
            assertThat(explanations).hasSize(1);
        }
    }

    @Test
    void says_what_a_model_looks_at() {
        // region: overview
        try (var overview = Overview.open(Project.open(shop), "", Progress.NONE)) {
            var rules = Overview.Options.defaults()
                    .withMethod(Overview.Method.RULES)
                    .withPeople(50);
            for (var answer : overview.explain(rules, Progress.NONE)) {
                System.out.println(answer.reason(Language.EN));
                System.out.println(ExplanationText.render(answer.explanation(), Language.EN, 20));
            }
        }
        // endregion
        try (Overview overview = Overview.open(Project.open(shop), "", Progress.NONE)) {
            assertThat(overview.explain(Overview.Options.defaults().withPeople(10), Progress.NONE))
                    .hasSize(1);
        }
    }

    @Test
    void measures_a_function_of_a_table() {
        // region: table
        double[][] rows = {{20, 1}, {30, 0}, {50, 1}, {60, 0}};
        var variables = List.of(Variable.number("age"), Variable.number("member"));
        var table = Table.of(
                variables,
                rows,
                x -> Arrays.stream(x).mapToDouble(row -> 2 * row[0]).toArray());
        var importance = new PermutationImportance(Measure.VARIATION, rows.length).explain(table, List.of(0, 1), 1);
        var curve = new AccumulatedEffects(4).explain(table, 0, 1);
        // endregion
        assertThat(importance.weights().getFirst().name()).isEqualTo("age");
        assertThat(curve.range()).isEqualTo(80);
    }

    @Test
    void holds_an_explainer_to_the_contract() {
        var explainer = Explainers.named("shapley-exact");
        // region: explainer-contract
        assertThat(ExplainerContract.check(explainer, Set.of(Claim.EFFICIENT, Claim.SHAPLEY)))
                .isEmpty();
        // endregion
    }
}
