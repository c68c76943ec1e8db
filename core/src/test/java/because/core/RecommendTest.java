package because.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What {@link Recommender} does by default. */
class RecommendTest {
    private static final String[] GENRES = {"Comedy", "Drama", "Horror"};

    @Test
    void returns_the_head_of_the_full_sort() {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Fixed model = Fixed.random(random);
            int items = model.catalog().size();
            Set<Integer> exclude = new HashSet<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                exclude.add(random.nextInt(items + 3));
            }
            List<Filter> filters = new ArrayList<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                filters.add(new Filter("genre", new HashSet<>(List.of(GENRES[random.nextInt(3)], GENRES[0]))));
            }
            List<Integer> expected = new ArrayList<>();
            for (int item = 0; item < items; item++) {
                Attribute genre = model.catalog().item(item).attributes().get("genre");
                boolean accepted = true;
                for (Filter filter : filters) {
                    accepted &= genre instanceof Attribute.Tokens(List<String> values)
                            && !Collections.disjoint(filter.anyOf(), values);
                }
                if (accepted && !exclude.contains(item)) {
                    expected.add(item);
                }
            }
            // Stable, so that equal scores keep the order of the catalogue; as objects, −0 would come after 0.
            expected.sort((a, b) -> model.scores[a] > model.scores[b] ? -1 : model.scores[a] < model.scores[b] ? 1 : 0);
            int n = 1 + random.nextInt(items + 4);
            List<Recommendation> list = model.recommend(new Query(Profile.EMPTY, n, exclude, filters));
            assertThat(list).as("seed %d", seed).hasSize(Math.min(n, expected.size()));
            for (int i = 0; i < list.size(); i++) {
                int item = expected.get(i);
                assertThat(list.get(i))
                        .as("seed %d", seed)
                        .isEqualTo(new Recommendation(i + 1, item, model.scores[item]));
            }
        }
    }

    @Test
    void zero_and_minus_zero_are_equal_scores() {
        Fixed model = new Fixed(new double[] {-0.0, 0.0, -0.0, 1}, List.of());
        assertThat(model.recommend(new Query(Profile.EMPTY, 3, Set.of(), List.of())))
                .extracting(Recommendation::item)
                .containsExactly(3, 0, 1);
    }

    @Test
    void asks_for_any_number_of_items() {
        Fixed model = new Fixed(new double[] {1, 3, 2}, List.of());
        assertThat(model.recommend(new Query(Profile.EMPTY, Integer.MAX_VALUE, Set.of(), List.of())))
                .extracting(Recommendation::item)
                .containsExactly(1, 2, 0);
        assertThat(model.recommend(new Query(Profile.EMPTY, 1, Set.of(0, 1, 2), List.of())))
                .isEmpty();
        assertThat(new Fixed(new double[0], List.of()).recommend(Query.of(Profile.EMPTY, 5)))
                .isEmpty();
    }

    @Test
    void is_its_own_view_and_no_other() {
        try (Fixed model = new Fixed(new double[] {1}, List.of())) {
            assertThat(model.as(Fixed.class)).containsSame(model);
            assertThat(model.as(Recommender.class)).containsSame(model);
            assertThat(model.as(TestModel.class)).isEqualTo(Optional.empty());
            assertThat(model.window()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    /** The same scores for everybody. */
    private record Fixed(double[] scores, Catalog catalog) implements Recommender {
        Fixed(double[] scores, List<List<String>> genres) {
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                Map<String, Attribute> attributes =
                        i < genres.size() ? Map.of("genre", new Attribute.Tokens(genres.get(i))) : Map.of();
                items.add(new Item("item " + i, "Item", attributes));
            }
            this(scores, new Catalog(items));
        }

        static Fixed random(SplittableRandom random) {
            double[] scores = new double[1 + random.nextInt(40)];
            List<List<String>> genres = new ArrayList<>();
            int levels = 1 + random.nextInt(20);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextInt(levels) / 3.0 - 1;
                scores[i] = scores[i] == 0 && random.nextBoolean() ? -0.0 : scores[i];
                genres.add(List.of(GENRES[random.nextInt(3)], GENRES[random.nextInt(3)]));
            }
            return new Fixed(scores, genres.subList(0, random.nextInt(genres.size() + 1)));
        }

        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            return new double[][] {scores};
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.SET_OF_ITEMS;
        }

        @Override
        public Provenance provenance() {
            return new Provenance("fixed", Map.of(), 0, "", "", Map.of());
        }
    }
}
