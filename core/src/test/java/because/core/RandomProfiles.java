package because.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Profiles with everything in them that a profile can have, and what is left of one, by the plainest means. */
final class RandomProfiles {
    private RandomProfiles() {}

    static Profile profile(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        long time = -5;
        for (int n = random.nextInt(13); n > 0; n--) {
            time += random.nextInt(3);
            ItemRef item = switch (random.nextInt(6)) {
                case 0 -> ItemRef.Hidden.HIDDEN;
                case 1 -> new Candidate.Described(Item.of("described " + random.nextInt(3)));
                default -> new Candidate.Known(random.nextInt(8));
            };
            double value = random.nextBoolean() ? Double.NaN : random.nextInt(5);
            events.add(
                    new Event(item, "kind " + random.nextInt(2), value, random.nextInt(5) == 0 ? Event.NO_TIME : time));
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Set<String> tags = new LinkedHashSet<>();
        List<Link> links = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            attributes.put("attribute " + random.nextInt(9), new Attribute.Quantity(random.nextInt(9)));
            attributes.put("words " + random.nextInt(3), new Attribute.Tokens(words(random)));
            tags.add("tag " + random.nextInt(9));
            links.add(new Link("friend", "person " + random.nextInt(3))); // some of them twice
        }
        return new Profile(events, attributes, tags, links, new Context(random.nextInt(100), Map.of()));
    }

    private static List<String> words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            words.add("word " + random.nextInt(4)); // some of them twice
        }
        return words;
    }

    /** Every part that a profile has. */
    static List<Part> parts(Profile profile) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < profile.events().size(); i++) {
            parts.add(new Part.OfEvent(i));
        }
        profile.attributes().keySet().forEach(name -> parts.add(new Part.OfAttribute(name)));
        profile.attributes().forEach((name, attribute) -> {
            if (attribute instanceof Attribute.Tokens(List<String> words)) {
                words.stream().distinct().forEach(word -> parts.add(new Part.OfToken(name, word)));
            }
        });
        profile.tags().forEach(tag -> parts.add(new Part.OfTag(tag)));
        profile.links().stream().distinct().forEach(link -> parts.add(new Part.OfLink(link)));
        return parts;
    }

    /** The profile without all parts that are absent, looking at one thing after the other. */
    static Profile without(Profile profile, Predicate<Part> absent, Absence absence) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < profile.events().size(); i++) {
            Event event = profile.events().get(i);
            if (!absent.test(new Part.OfEvent(i))) {
                events.add(event);
            } else if (absence == Absence.MASKED) {
                events.add(new Event(ItemRef.Hidden.HIDDEN, "event", Double.NaN, event.time()));
            }
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        profile.attributes().forEach((name, value) -> {
            if (absent.test(new Part.OfAttribute(name))) {
                return;
            }
            if (value instanceof Attribute.Tokens(List<String> words) && !words.isEmpty()) {
                List<String> left = new ArrayList<>(words);
                left.removeIf(word -> absent.test(new Part.OfToken(name, word)));
                if (!left.isEmpty()) {
                    attributes.put(name, new Attribute.Tokens(left));
                }
            } else {
                attributes.put(name, value);
            }
        });
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : profile.tags()) {
            if (!absent.test(new Part.OfTag(tag))) {
                tags.add(tag);
            }
        }
        List<Link> links = profile.links().stream()
                .filter(link -> !absent.test(new Part.OfLink(link)))
                .toList();
        return new Profile(events, attributes, tags, links, profile.context());
    }
}
