package because;

import because.core.Curve;
import because.core.Curve.Form;
import because.core.Curve.Line;
import because.core.Curve.Point;
import because.core.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of curves, after the header; {@code docs/schema/curve.json} states it. */
final class CurveJson {
    private CurveJson() {}

    static void write(Curve curve, ObjectNode json) {
        json.put("form", curve.form().label());
        json.put("feature", curve.feature());
        json.put("people", curve.people());
        ArrayNode points = json.putArray("points");
        for (Point point : curve.points()) {
            ObjectNode node = points.addObject();
            node.put("at", point.at());
            Json.number(node, "x", point.x());
            Json.number(node, "value", point.value());
            Json.number(node, "standardError", point.standardError());
            Json.number(node, "low", point.low());
            Json.number(node, "high", point.high());
            node.put("people", point.people());
        }
        ArrayNode lines = json.putArray("lines");
        for (Line line : curve.lines()) {
            ObjectNode node = lines.addObject();
            node.put("person", line.person());
            ArrayNode values = node.putArray("values");
            for (double value : line.values()) {
                if (Double.isFinite(value)) {
                    values.add(value);
                } else {
                    values.addNull();
                }
            }
        }
    }

    static Curve read(Header header, JsonNode json) {
        List<Point> points = new ArrayList<>();
        for (JsonNode point : json.required("points").values()) {
            points.add(new Point(
                    point.required("at").asString(),
                    Json.number(point, "x"),
                    Json.number(point, "value"),
                    Json.number(point, "standardError"),
                    Json.number(point, "low"),
                    Json.number(point, "high"),
                    point.required("people").asInt()));
        }
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : json.required("lines").values()) {
            List<Double> values = new ArrayList<>();
            line.required("values")
                    .values()
                    .forEach(value -> values.add(value.isNull() ? Double.NaN : value.asDouble()));
            lines.add(new Line(line.required("person").asInt(), values));
        }
        return new Curve(
                header,
                Form.valueOf(json.required("form").asString().toUpperCase(Locale.ROOT)),
                json.required("feature").asString(),
                json.required("people").asInt(),
                points,
                lines);
    }
}
