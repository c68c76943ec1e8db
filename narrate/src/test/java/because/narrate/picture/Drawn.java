package because.narrate.picture;

import because.core.Absence;
import because.core.Attribution;
import because.core.Candidate;
import because.core.Convergence;
import because.core.DeletionTest;
import because.core.Event;
import because.core.Header;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Explanations for the tests, and pictures read back as any reader of SVG sees them. */
final class Drawn {
    static final Item ITEM = new Item("m9", "Casino", Map.of());

    private final Document document;

    private Drawn(Document document) {
        this.document = document;
    }

    /** Reads a picture's SVG with a parser that knows nothing of how it was written. */
    static Drawn of(Picture picture) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            byte[] bytes = picture.svg().getBytes(StandardCharsets.UTF_8);
            return new Drawn(factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("the SVG is not XML: " + e.getMessage(), e);
        }
    }

    /** All elements of a kind, in the order in which they are drawn. */
    List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The elements that stand for something of a role. */
    List<Element> role(String role) {
        Predicate<Element> has = element -> element.getAttribute("class").equals(role);
        return elements("*").stream().filter(has).toList();
    }

    /** From where to where an element reaches across. */
    static double[] across(Element element) {
        return switch (element.getTagName()) {
            case "rect" -> {
                double x = number(element, "x");
                yield new double[] {x, x + number(element, "width")};
            }
            case "circle" -> new double[] {number(element, "cx"), number(element, "cx")};
            default -> {
                double[] x = points(element).mapToDouble(point -> point[0]).toArray();
                yield new double[] {
                    DoubleStream.of(x).min().orElseThrow(),
                    DoubleStream.of(x).max().orElseThrow()
                };
            }
        };
    }

    static Stream<double[]> points(Element element) {
        return Arrays.stream(element.getAttribute("points").split(" "))
                .map(point -> Arrays.stream(point.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    static double value(Element element) {
        return number(element, "data-value");
    }

    static Header header(String method, double base, double score, Optional<DeletionTest> test) {
        return new Header(
                Header.SCHEMA,
                method,
                Map.of(),
                42,
                "f00d",
                ITEM.id(),
                Target.SCORE,
                Absence.REMOVED,
                base,
                score,
                32,
                Convergence.EXACT,
                test);
    }

    static PlayerValue event(int index, String name, double value, double error) {
        return new PlayerValue(new Player("event:" + index, name, List.of(new Part.OfEvent(index))), value, error);
    }

    /** An attribution whose values add up. */
    static Attribution attribution(double base, List<PlayerValue> players) {
        double score = base + players.stream().mapToDouble(PlayerValue::value).sum();
        return Attribution.of(header("shapley-exact", base, score, Optional.empty()), players);
    }

    static Attribution random(SplittableRandom random, int players) {
        List<PlayerValue> values = new ArrayList<>();
        for (int i = 0; i < players; i++) {
            double value = (random.nextDouble() - 0.4) * Math.pow(10, random.nextInt(-2, 3));
            values.add(event(i, "Film " + i, value, random.nextBoolean() ? 0 : Math.abs(value) * random.nextDouble()));
        }
        return attribution(random.nextDouble() * 10 - 5, values);
    }

    /** A person with an event a day, each with stars. */
    static Profile person(int events) {
        List<Event> done = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            done.add(new Event(new Candidate.Known(i), "rating", 1 + i % 5, 1_700_000_000_000L + i * 86_400_000L));
        }
        return Profile.of(done);
    }

    static Picture draw(Attribution attribution, Chart chart, PictureOptions options) {
        return Drawing.of(attribution, ITEM, Profile.EMPTY, Optional.of(chart), options);
    }
}
