package because.narrate;

import static because.narrate.Attributions.ITEM;
import static because.narrate.Attributions.catalog;
import static because.narrate.Attributions.event;
import static because.narrate.Attributions.passed;
import static because.narrate.Attributions.person;
import static because.narrate.Attributions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.DeletionTest;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarratorTest {
    private static final Catalog FILMS = catalog("Heat", "Alien", "Fargo", "Jumanji");
    private static final Profile PERSON = person("rating", "rating", "rating", "rating");
    private static final PlayerValue HEAT = event(0, "Heat", 0.5);
    private static final PlayerValue ALIEN = event(1, "Alien", 0.3);
    private static final PlayerValue FARGO = event(2, "Fargo", 0.2);
    private static final PlayerValue JUMANJI = event(3, "Jumanji", -0.1);

    private static String say(Attribution attribution, Profile profile, Language language) {
        Reason reason = new Narrator(FILMS).reason(attribution, ITEM, profile, language);
        assertThat(Guard.faults(reason, attribution, ITEM)).isEmpty();
        assertThat(reason.language()).isEqualTo(language);
        return reason.text();
    }

    private static void assertSays(Attribution attribution, Profile profile, String english, String chinese) {
        assertThat(say(attribution, profile, Language.EN)).isEqualTo(english);
        assertThat(say(attribution, profile, Language.ZH)).isEqualTo(chinese);
    }

    private static void assertNotEnough(Attribution attribution, Profile profile) {
        for (Language language : Language.values()) {
            Reason reason = new Narrator(FILMS).reason(attribution, ITEM, profile, language);
            assertThat(reason.supported()).isFalse();
            assertThat(reason.evidence()).isEmpty();
            assertThat(Guard.faults(reason, attribution, ITEM)).isEmpty();
        }
        assertSays(attribution, profile, "There is not enough evidence for a personal reason.", "证据不足，无法给出针对你个人的推荐理由。");
    }

    @Test
    void names_one_event() {
        assertSays(
                Attributions.of(passed(0.6, "event:0"), HEAT, ALIEN, FARGO, JUMANJI),
                PERSON,
                "Recommended because you rated “Heat”.",
                "推荐给你，因为你给《Heat》评过分。");
    }

    private static PlayerValue of(String id, String name, double value, Part part) {
        return new PlayerValue(new Player(id, name, List.of(part)), value, 0.01);
    }

    @Test
    void says_what_of_an_item_did_it() {
        PlayerValue war = of("word:plot:4", "war", 0.4, new Part.OfWord(-1, "plot", 4, 7));
        PlayerValue sea = of("word:plot:9", "sea", 0.3, new Part.OfWord(-1, "plot", 9, 12));
        assertSays(
                Attributions.of(passed(0.8, "word:plot:4", "word:plot:9"), war, sea),
                PERSON,
                "Recommended because its text says “war” and “sea”.",
                "推荐给你，因为它的文字中有“war”和“sea”。");
        PlayerValue genre = of("item:genre", "genre: drama", 0.4, new Part.OfItemAttribute(-1, "genre"));
        PlayerValue first = of("event:0:genre", "Heat: crime", 0.3, new Part.OfItemAttribute(0, "genre"));
        PlayerValue second = of("event:1:genre", "Alien: horror", 0.2, new Part.OfItemAttribute(1, "genre"));
        assertSays(
                Attributions.of(passed(0.8, "item:genre", "event:0:genre", "event:1:genre"), genre, first, second),
                PERSON,
                "Recommended because of its “genre: drama” and because of “Heat: crime” and “Alien: horror” of what is in your"
                        + " history.",
                "推荐给你，因为它的“genre: drama”，并且你历史记录中物品的“Heat: crime”和“Alien: horror”。");
    }

    @Test
    void does_not_call_recommended_what_is_only_explained() {
        Attribution sure = Attributions.of(passed(0.6, "event:0"), HEAT, ALIEN, FARGO, JUMANJI);
        Attribution hedged = Attributions.of(passed(0.49, "event:0"), HEAT, ALIEN, FARGO);
        Narrator narrator = new Narrator(FILMS);
        assertThat(narrator.support(sure, ITEM, PERSON, Language.EN).text())
                .isEqualTo("Its score is higher because you rated “Heat”.");
        assertThat(narrator.support(sure, ITEM, PERSON, Language.ZH).text()).isEqualTo("它的得分更高，因为你给《Heat》评过分。");
        assertThat(narrator.support(hedged, ITEM, PERSON, Language.EN).text())
                .isEqualTo("Its score is higher partly because you rated “Heat”.");
        Reason reason = narrator.support(hedged, ITEM, PERSON, Language.ZH);
        assertThat(reason.text()).isEqualTo("它的得分更高，部分原因是你给《Heat》评过分。");
        assertThat(Guard.faults(reason, hedged, ITEM)).isEmpty();
    }

    @Test
    void names_two_events() {
        assertSays(
                Attributions.of(passed(0.6, "event:1", "event:0"), HEAT, ALIEN, FARGO, JUMANJI),
                PERSON,
                "Recommended because you rated “Alien” and “Heat”.",
                "推荐给你，因为你给《Alien》和《Heat》评过分。");
    }

    @Test
    void names_three_events_and_cites_them() {
        Attribution attribution = Attributions.of(passed(0.9, "event:0", "event:1", "event:2"), HEAT, ALIEN, FARGO);
        assertSays(
                attribution,
                PERSON,
                "Recommended because you rated “Heat”, “Alien” and “Fargo”.",
                "推荐给你，因为你给《Heat》《Alien》和《Fargo》评过分。");
        Reason reason = new Narrator(FILMS).reason(attribution, ITEM, PERSON, Language.EN);
        assertThat(reason.supported()).isTrue();
        assertThat(reason.evidence()).containsExactly("event:0", "event:1", "event:2");
    }

    @Test
    void says_when_nothing_is_known_of_the_person() {
        assertSays(
                Attributions.of(Optional.empty()),
                Profile.EMPTY,
                "There is not enough evidence for a personal reason: this is what the model recommends to someone it knows nothing about.",
                "证据不足，无法给出针对你个人的推荐理由：对一无所知的用户，模型就是这样推荐的。");
    }

    @Test
    void does_not_call_a_known_person_unknown() {
        assertNotEnough(Attributions.of(Optional.empty()), PERSON);
    }

    @Test
    void says_that_evidence_is_missing_without_a_passed_test() {
        DeletionTest weak = DeletionTest.of(List.of("event:0"), 0.5, 40, 37, true);
        DeletionTest uncertain = DeletionTest.of(List.of("event:0"), 0.5, 40, 40, false);
        DeletionTest nothing = DeletionTest.of(List.of(), 0, 0, 0, true);
        DeletionTest untrue = new DeletionTest(List.of("event:0"), 0.5, 40, 3, true, true);
        assertNotEnough(Attributions.of(Optional.empty(), HEAT, ALIEN), PERSON);
        for (DeletionTest test : List.of(weak, uncertain, nothing, untrue)) {
            assertNotEnough(Attributions.of(Optional.of(test), HEAT, ALIEN), PERSON);
        }
    }

    @Test
    void does_not_believe_a_test_that_its_values_contradict() {
        Player heat = HEAT.player();
        assertNotEnough(Attributions.of(passed(0.6, "event:3"), HEAT, JUMANJI), PERSON);
        assertNotEnough(Attributions.of(passed(0.6, "event:9"), HEAT), PERSON);
        assertNotEnough(Attributions.of(passed(0.6, "event:0"), value(heat, 0.5, 0.25)), PERSON);
        assertNotEnough(Attributions.of(passed(0.6, "event:0"), value(heat, 0.5, Double.NaN)), PERSON);
        assertNotEnough(Attributions.of(passed(0.6, "event:0"), value(heat, Double.NaN, 0)), PERSON);
        assertNotEnough(Attributions.of(passed(0.6, "event:0"), HEAT, HEAT), PERSON);
    }

    @Test
    void says_partly_if_the_named_events_move_less_than_half_of_the_rise() {
        assertSays(
                Attributions.of(passed(0.49, "event:0"), HEAT, ALIEN, FARGO),
                PERSON,
                "Recommended partly because you rated “Heat”.",
                "推荐给你，部分原因是你给《Heat》评过分。");
        assertThat(say(Attributions.of(passed(0.5, "event:0"), HEAT, ALIEN), PERSON, Language.EN))
                .isEqualTo("Recommended because you rated “Heat”.");
    }

    @Test
    void says_partly_if_the_score_does_not_rise_over_the_base() {
        Attribution attribution = Attributions.of(1, 0.5, passed(0.6, "event:0"), List.of(HEAT, JUMANJI));
        assertThat(say(attribution, PERSON, Language.EN)).isEqualTo("Recommended partly because you rated “Heat”.");
    }

    @ParameterizedTest
    @CsvSource({
        "rating, Recommended because you rated “Heat”., 推荐给你，因为你给《Heat》评过分。",
        "click, Recommended because you clicked “Heat”., 推荐给你，因为你点击过《Heat》。",
        "Purchase, Recommended because you bought “Heat”., 推荐给你，因为你购买过《Heat》。",
        "view, Recommended because you viewed “Heat”., 推荐给你，因为你浏览过《Heat》。",
        "play, Recommended because you played “Heat”., 推荐给你，因为你播放过《Heat》。",
        "like, Recommended because you liked “Heat”., 推荐给你，因为你赞过《Heat》。",
        "add-to-cart, Recommended because you put “Heat” into your cart., 推荐给你，因为你把《Heat》加入过购物车。",
        "event, Recommended because “Heat” is in your history., 推荐给你，因为你的历史记录中有《Heat》。",
        "teleport, Recommended because “Heat” is in your history., 推荐给你，因为你的历史记录中有《Heat》。",
    })
    void says_what_was_done(String kind, String english, String chinese) {
        assertSays(Attributions.of(passed(0.6, "event:0"), HEAT), person(kind), english, chinese);
    }

    @Test
    void is_neutral_about_what_was_done_if_the_profile_is_not_at_hand() {
        assertSays(
                Attributions.of(passed(0.6, "event:0", "event:1"), HEAT, ALIEN),
                Profile.EMPTY,
                "Recommended because “Heat” and “Alien” are in your history.",
                "推荐给你，因为你的历史记录中有《Heat》和《Alien》。");
    }

    @Test
    void keeps_different_deeds_apart() {
        assertSays(
                Attributions.of(passed(0.9, "event:1", "event:0", "event:2"), HEAT, ALIEN, FARGO),
                person("rating", "purchase", "rating"),
                "Recommended because you bought “Alien” and because you rated “Heat” and “Fargo”.",
                "推荐给你，因为你购买过《Alien》，并且你给《Heat》和《Fargo》评过分。");
    }

    @Test
    void counts_repeats_of_one_item() {
        Event heat = new Event(new Candidate.Known(0), "play", Double.NaN, Event.NO_TIME);
        Event alien = new Event(new Candidate.Known(1), "play", Double.NaN, Event.NO_TIME);
        Attribution attribution = Attributions.of(
                passed(0.9, "event:0", "event:1", "event:2", "event:3", "event:4"),
                event(0, "Heat", 0.2),
                event(1, "Heat", 0.2),
                event(2, "Alien", 0.2),
                event(3, "Alien", 0.2),
                event(4, "Alien", 0.2));
        assertSays(
                attribution,
                Profile.of(List.of(heat, heat, alien, alien, alien)),
                "Recommended because you played “Heat” (twice) and “Alien” (3 times).",
                "推荐给你，因为你播放过《Heat》（2 次）和《Alien》（3 次）。");
    }

    @Test
    void does_not_take_two_items_of_one_title_for_repeats() {
        Attribution attribution =
                Attributions.of(passed(0.9, "event:0", "event:1"), event(0, "Emma", 0.4), event(1, "Emma", 0.4));
        Narrator narrator = new Narrator(catalog("Emma", "Emma"));
        assertThat(narrator.reason(attribution, ITEM, PERSON, Language.EN).text())
                .isEqualTo("Recommended because you rated “Emma” and “Emma”.");
        assertThat(narrator.reason(attribution, ITEM, Profile.EMPTY, Language.EN)
                        .text())
                .isEqualTo("Recommended because “Emma” and “Emma” are in your history.");
    }

    @Test
    void quotes_ids_as_ids() {
        Attribution attribution = Attributions.of(passed(0.9, "event:0", "event:1"), HEAT, event(1, "m1", 0.3));
        Narrator narrator = new Narrator(catalog("Heat", "m1"));
        assertThat(narrator.reason(attribution, ITEM, PERSON, Language.ZH).text())
                .isEqualTo("推荐给你，因为你给《Heat》和“m1”评过分。");
        Profile described = Profile.of(List.of(
                Event.of(0), new Event(new Candidate.Described(Item.of("m1")), Event.ANY, Double.NaN, Event.NO_TIME)));
        assertThat(narrator.reason(attribution, ITEM, described, Language.ZH).text())
                .isEqualTo("推荐给你，因为你的历史记录中有《Heat》和“m1”。");
    }

    @Test
    void names_groups_tags_attributes_and_links() {
        Profile profile = person("rating", "rating", "click")
                .withEvents(List.of(
                        new Event(new Candidate.Known(0), "rating", 4, 1),
                        new Event(new Candidate.Known(1), "rating", 5, 2),
                        new Event(new Candidate.Known(2), "click", 1, 3),
                        new Event(ItemRef.Hidden.HIDDEN, "rating", 1, 4)));
        Player comedies = new Player("group:Comedy", "Comedy", List.of(new Part.OfEvent(0), new Part.OfEvent(1)));
        Player one = new Player("group:Drama", "Drama", List.of(new Part.OfEvent(0)));
        Player mixed = new Player("group:2024", "2024", List.of(new Part.OfEvent(0), new Part.OfEvent(2)));
        Player tag = new Player("tag:vip", "vip", List.of(new Part.OfTag("vip")));
        Player age = new Player("attribute:age", "age", List.of(new Part.OfAttribute("age")));
        Player bob = new Player("link:bob", "Bob", List.of(new Part.OfLink(new because.core.Link("friend", "bob"))));
        Player both = new Player("both", "membership", List.of(new Part.OfTag("vip"), new Part.OfEvent(0)));
        assertSays(
                of(comedies),
                profile,
                "Recommended because of your 2 ratings in “Comedy”.",
                "推荐给你，因为你在“Comedy”中有 2 次评分。");
        assertSays(of(one), profile, "Recommended because of your 1 rating in “Drama”.", "推荐给你，因为你在“Drama”中有 1 次评分。");
        assertSays(of(mixed), profile, "Recommended because of your 2 events in “2024”.", "推荐给你，因为你在“2024”中有 2 条记录。");
        assertSays(of(tag), profile, "Recommended because of your tag “vip”.", "推荐给你，因为你有标签“vip”。");
        assertSays(of(age), profile, "Recommended because of “age” in your profile.", "推荐给你，因为你的资料中有“age”。");
        Player chess = new Player("attribute:hobbies:chess", "chess", List.of(new Part.OfToken("hobbies", "chess")));
        assertSays(
                of(age, chess),
                profile,
                "Recommended because of “age” and “chess” in your profile.",
                "推荐给你，因为你的资料中有“age”和“chess”。");
        assertSays(of(bob), profile, "Recommended because of your tie to “Bob”.", "推荐给你，因为你与“Bob”有关联。");
        assertSays(
                of(both),
                profile,
                "Recommended because of “membership” in your profile.",
                "推荐给你，因为你的资料中有“membership”。");
        assertSays(
                of(HEAT.player(), tag, comedies),
                profile,
                "Recommended because you rated “Heat”, because of your tag “vip” and because of your 2 ratings in “Comedy”.",
                "推荐给你，因为你给《Heat》评过分，你有标签“vip”，并且你在“Comedy”中有 2 次评分。");
    }

    private static Attribution of(Player... players) {
        List<PlayerValue> values =
                List.of(players).stream().map(p -> value(p, 0.3, 0.01)).toList();
        return Attributions.of(
                0, 1, passed(0.8, List.of(players).stream().map(Player::id).toArray(String[]::new)), values);
    }

    @Test
    void refuses_an_attribution_of_another_item() {
        Attribution attribution = Attributions.of(passed(0.6, "event:0"), HEAT);
        assertThatThrownBy(() -> new Narrator(FILMS)
                        .reason(
                                attribution,
                                new Item("m7", "Clue", Map.of("a", new Attribute.Quantity(1))),
                                PERSON,
                                Language.EN))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("m7")
                .hasMessageContaining("m9");
    }

    @Test
    void knows_its_languages() {
        assertThat(Language.of("en")).isEqualTo(Language.EN);
        assertThat(Language.of("ZH")).isEqualTo(Language.ZH);
        assertThat(Language.ZH.code()).isEqualTo("zh");
        assertThatThrownBy(() -> Language.of("fr"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'fr'")
                .hasMessageContaining("allowed: en, zh")
                .hasMessageContaining("\nMaybe ");
    }
}
