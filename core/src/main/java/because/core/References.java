package because.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A background of whole profiles. */
final class References implements Background {
    private final String name;
    private final List<Profile> references;

    References(String name, List<Profile> references) {
        this.name = name;
        this.references = List.copyOf(references);
        if (references.isEmpty()) {
            throw new BadInput("a background needs at least one reference.");
        }
    }

    static References people(Dataset data, Profile profile, int draws, long seed) {
        if (draws < 1) {
            throw BadInput.of("draws", draws, "1 or more", "");
        }
        int[] people = new int[data.users().size()];
        int some = 0;
        for (int user = 0; user < people.length; user++) {
            if (data.events().to(user) > data.events().from(user)) {
                people[some++] = user;
            }
        }
        List<Profile> drawn = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < some && drawn.size() < draws; i++) {
            int swap = i + random.nextInt(some - i);
            int user = people[swap];
            people[swap] = people[i];
            Profile other = data.profile(user);
            if (!endsWith(other.events(), profile.events())) {
                drawn.add(other);
            }
        }
        if (drawn.isEmpty()) {
            throw new BadInput("there are no other people with events who could stand in.");
        }
        return new References(drawn.size() + " people, seed " + seed, drawn);
    }

    /** Whether it is the same person, of whose history only the newest events may have been asked about. */
    private static boolean endsWith(List<Event> events, List<Event> end) {
        return !end.isEmpty()
                && events.size() >= end.size()
                && events.subList(events.size() - end.size(), events.size()).equals(end);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int draws() {
        return references.size();
    }

    @Override
    public Profile replace(Profile profile, BitSet absent, Set<Part> others, int draw) {
        Profile reference = references.get(draw);
        Map<String, Attribute> attributes = new LinkedHashMap<>(profile.attributes());
        Set<String> tags = new LinkedHashSet<>(profile.tags());
        List<Link> links = new ArrayList<>(profile.links());
        for (Part part : others) {
            switch (part) {
                case Part.OfEvent _, Part.OfItem _ -> {}
                case Part.OfAttribute(String attribute) -> {
                    Attribute other = reference.attributes().get(attribute);
                    if (other == null) {
                        attributes.remove(attribute);
                    } else {
                        attributes.put(attribute, other);
                    }
                }
                case Part.OfToken token -> {
                    if (!reference.has(token) && !others.contains(new Part.OfAttribute(token.attribute()))) {
                        attributes.computeIfPresent(token.attribute(), token::without);
                    }
                }
                case Part.OfTag(String tag) -> {
                    if (!reference.tags().contains(tag)) {
                        tags.remove(tag);
                    }
                }
                case Part.OfLink(Link link) -> {
                    if (!reference.links().contains(link)) {
                        links.removeIf(link::equals);
                    }
                }
            }
        }
        return new Profile(
                events(profile.events(), absent, reference.events()), attributes, tags, links, profile.context());
    }

    private static List<Event> events(List<Event> events, BitSet absent, List<Event> others) {
        List<Event> replaced = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            if (!absent.get(i)) {
                replaced.add(events.get(i));
            } else if (!others.isEmpty()) {
                int fromNewest = (events.size() - 1 - i) % others.size();
                Event other = others.get(others.size() - 1 - fromNewest);
                replaced.add(new Event(
                        other.item(), other.kind(), other.value(), events.get(i).time()));
            }
        }
        return replaced;
    }
}
