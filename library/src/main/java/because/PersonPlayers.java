package because;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Link;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.List;

/** What is known of a person beside the events, as players: attributes, tags and links, or the words of one attribute. */
final class PersonPlayers {
    private final Profile profile;

    PersonPlayers(Profile profile) {
        this.profile = profile;
    }

    /** Everything that is known, each a player. */
    List<Player> all() {
        List<Player> players = new ArrayList<>();
        profile.attributes().forEach((name, attribute) -> players.add(of(name, attribute)));
        profile.tags().forEach(tag -> players.add(new Player("tag:" + tag, tag, List.of(new Part.OfTag(tag)))));
        for (Link link : profile.links().stream().distinct().toList()) {
            String id = "link:" + link.relation() + ":" + link.target();
            players.add(new Player(id, link.target(), List.of(new Part.OfLink(link))));
        }
        return players;
    }

    /** An attribute as a whole, called by its name and what it says. */
    private static Player of(String name, Attribute attribute) {
        String said = ItemQuestion.said(attribute);
        return new Player(
                "attribute:" + name, said.isEmpty() ? name : name + ": " + said, List.of(new Part.OfAttribute(name)));
    }

    /**
     * The players where the events are none.
     *
     * @param terms everything, or one attribute that is looked at closely: word by word, if it is made of words
     * @param most how many players there may be one by one; what is more is one player together
     * @throws BadInput if the model looks at nothing of it, or nothing is known of the person
     */
    List<Player> alone(Terms terms, Recommender recommender, int most) {
        if (!recommender.capabilities().attributes()) {
            throw BadInput.of(
                    "players",
                    terms.label(),
                    "events, for the model " + recommender.provenance().model()
                            + ", which looks at nothing of a person but the events",
                    "Maybe train a model that reads what is known of people: a transformer with people: true, fm, logistic or vbmf.");
        }
        List<Player> players = all();
        if (players.isEmpty()) {
            throw new BadInput("nothing is known of the person but the events: no attributes, tags or links."
                    + "\nMaybe map columns in data.users.attributes, or explain by events: --players events.");
        }
        if (!terms.name().isEmpty()) {
            players = words(terms.name());
        }
        return together(players, most);
    }

    private List<Player> words(String name) {
        Attribute attribute = profile.attributes().get(name);
        if (attribute == null) {
            throw BadInput.unknown(
                    "attribute of the person", name, profile.attributes().keySet());
        }
        if (!(attribute instanceof Attribute.Tokens(List<String> words)) || words.isEmpty()) {
            return List.of(of(name, attribute));
        }
        return words.stream()
                .distinct()
                .map(word -> new Player("attribute:" + name + ":" + word, word, List.of(new Part.OfToken(name, word))))
                .toList();
    }

    private static List<Player> together(List<Player> players, int most) {
        if (players.size() <= most) {
            return players;
        }
        List<Player> fewer = new ArrayList<>(players.subList(0, most - 1));
        List<Part> rest = new ArrayList<>();
        players.subList(most - 1, players.size()).forEach(player -> rest.addAll(player.parts()));
        fewer.add(new Player("person", "… (" + rest.size() + "×)", rest));
        return fewer;
    }
}
