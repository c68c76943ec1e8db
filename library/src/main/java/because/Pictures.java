package because;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Explanation;
import because.core.Item;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Recommendation;
import because.narrate.picture.Chart;
import because.narrate.picture.Drawing;
import because.narrate.picture.PeopleDrawing;
import because.narrate.picture.Picture;
import because.narrate.picture.PictureOptions;
import because.narrate.picture.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Explanations as pictures, of one recommendation or of many people's. A {@link Picture} is written as SVG or PNG, and needs no screen.
 *
 * <pre>{@code
 * var why = because.recommend("42", 1).recommendations().getFirst().why().orElseThrow();
 * Pictures.of(because, why, because.profile("42").orElseThrow()).write(Path.of("why.svg"));
 * }</pre>
 */
public final class Pictures {
    private Pictures() {}

    /**
     * Draws an explanation in the usual way for its kind.
     *
     * @param because what explained it
     * @param why the explanation
     * @param profile the person that was asked about
     * @return the picture, 800 pixels wide, in English
     */
    public static Picture of(Because because, Answer.Why why, Profile profile) {
        return of(because, why, profile, Optional.empty(), PictureOptions.defaults());
    }

    /**
     * Draws an explanation.
     *
     * @param because what explained it
     * @param why the explanation
     * @param profile the person that was asked about, whose events have the times of a heat map
     * @param chart in which way; empty for the usual one of its kind
     * @param options how it looks
     * @return the picture
     * @throws BadInput if this kind of explanation cannot be drawn in that way
     */
    public static Picture of(
            Because because, Answer.Why why, Profile profile, Optional<Chart> chart, PictureOptions options) {
        Explanation explanation = why.explanation();
        String id = explanation.header().candidate();
        Catalog catalog = because.recommender().catalog();
        Item item = catalog.index(id) < 0 ? Item.of(id) : catalog.item(catalog.index(id));
        return Drawing.of(explanation, item, because.seen(profile), chart, options);
    }

    /**
     * Draws an explanation that was saved as JSON, without a model: what {@code because explain --json} printed, or what {@link Json#write} wrote. Times of events are not in it.
     *
     * @param json the tree
     * @param chart in which way; empty for the usual one
     * @param options how it looks
     * @return the picture
     * @throws BadInput if there is no explanation in it, or it cannot be drawn in that way
     */
    public static Picture of(JsonNode json, Optional<Chart> chart, PictureOptions options) {
        Explanation explanation = Json.explanation(json.has("explanation") ? json.required("explanation") : json);
        String id = explanation.header().candidate();
        Item item =
                id.isEmpty() ? Item.of("-") : new Item(id, json.path("title").asString(id), Map.of());
        return Drawing.of(explanation, item, Profile.EMPTY, chart, options);
    }

    /**
     * Draws what was found over many people, such as {@link Overview} gives.
     *
     * @param explanation an importance, a curve, rules or concepts
     * @param chart in which way; empty for the usual one of its kind
     * @param options how it looks
     * @return the picture
     * @throws BadInput if this kind of explanation cannot be drawn in that way
     */
    public static Picture of(Explanation explanation, Optional<Chart> chart, PictureOptions options) {
        return Drawing.of(explanation, Item.of("-"), Profile.EMPTY, chart, options);
    }

    /**
     * Draws some people at random, of those who have done anything.
     *
     * @param because the people
     * @param n how many, 1 or more; all of them if there are not so many
     * @param seed of the choice
     * @return their ids
     * @throws BadInput if n is below 1, or nobody has done anything
     */
    public static List<String> people(Because because, int n, long seed) {
        if (n < 1) {
            throw BadInput.of("the number of people", n, "1 or more", "");
        }
        List<String> users = because.users();
        List<String> drawn = new ArrayList<>();
        List<Integer> all = IntStream.range(0, users.size()).boxed().toList();
        for (int user : Judging.shuffled(all, seed)) {
            if (drawn.size() == n) {
                break;
            }
            boolean active = because.profile(users.get(user))
                    .filter(profile -> !profile.events().isEmpty())
                    .isPresent();
            if (active) {
                drawn.add(users.get(user));
            }
        }
        if (drawn.isEmpty()) {
            throw new BadInput("there is nobody to draw: of no person any events are known.");
        }
        return drawn;
    }

    /**
     * Explains recommendations of several people, to be drawn together.
     *
     * @param because the model, the people and the method, which has to say how much each player contributes
     * @param people their ids
     * @param item the id of the item that is explained for each of them; empty for what is recommended to each
     * @param n how many of the recommendations of each, 1 or more; of no account if there is an item
     * @param progress is told after each person
     * @return an explanation for each person and item, in their order
     * @throws BadInput if the data does not have a person or the item, or the method gives no attributions
     */
    public static List<Told> explain(
            Because because, List<String> people, Optional<String> item, int n, Progress progress) {
        Catalog catalog = because.recommender().catalog();
        Optional<Integer> asked = item.map(because::item);
        List<Told> all = new ArrayList<>();
        progress.stage("explaining", people.size());
        for (int i = 0; i < people.size(); i++) {
            String user = people.get(i);
            Profile profile =
                    because.profile(user).orElseThrow(() -> BadInput.unknown("person", user, because.users()));
            Query query = Query.of(profile, n);
            List<Integer> items = asked.map(List::of)
                    .orElseGet(() -> because.recommender().recommend(query).stream()
                            .map(Recommendation::item)
                            .toList());
            List<Candidate> candidates = new ArrayList<>();
            items.forEach(index -> candidates.add(catalog.candidates().get(index)));
            List<Answer.Why> reasons =
                    candidates.isEmpty() ? List.of() : because.explain(profile, candidates, query.exclude(), n);
            for (int k = 0; k < reasons.size(); k++) {
                all.add(new Told(
                        user,
                        because.seen(profile),
                        catalog.item(items.get(k)),
                        reasons.get(k).attribution()));
            }
            progress.step(i + 1L, Map.of());
        }
        return all;
    }

    /**
     * Refuses what cannot be drawn whatever the explanations are: to be asked before {@link #explain}, which takes its time.
     *
     * @param because what will explain
     * @param chart in which way; empty for the usual one
     * @param against what a dependence is drawn against; empty for the usual
     * @throws BadInput if many explanations cannot be drawn in that way
     */
    public static void check(Because because, Optional<Chart> chart, Optional<String> against) {
        Chart usual = against.isPresent() ? Chart.DEPENDENCE : Chart.BEESWARM;
        PeopleDrawing.check(chart.orElse(usual), against, because.recommender().catalog());
    }

    /**
     * Draws many explanations together.
     *
     * @param because what explained them
     * @param all what {@link #explain} gave, at least one
     * @param chart in which way; empty for a beeswarm, or a heat map if all are of one person
     * @param against what a dependence is drawn against: {@code value}, {@code age}, {@code place} or the name of an attribute of the items; empty for the usual
     * @param options how it looks
     * @return the picture
     * @throws BadInput if there is nothing to draw, or it cannot be drawn in that way
     */
    public static Picture of(
            Because because, List<Told> all, Optional<Chart> chart, Optional<String> against, PictureOptions options) {
        boolean one = all.stream().map(Told::person).distinct().count() == 1;
        Chart usual = against.isPresent() ? Chart.DEPENDENCE : one ? Chart.HEATMAP : Chart.BEESWARM;
        return PeopleDrawing.of(all, because.recommender().catalog(), chart.orElse(usual), against, options);
    }
}
