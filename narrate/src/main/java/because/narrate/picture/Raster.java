package because.narrate.picture;

import because.narrate.picture.Shape.Anchor;
import because.narrate.picture.Shape.Point;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Paints shapes with Java2D, which needs no screen. */
final class Raster {
    private final Graphics2D graphics;
    private final Typefaces typefaces;

    private Raster(Graphics2D graphics, Typefaces typefaces) {
        this.graphics = graphics;
        this.typefaces = typefaces;
    }

    static BufferedImage paint(int width, int height, int scale, List<Shape> shapes, Typefaces typefaces) {
        BufferedImage image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(new Color(Colour.PAPER.rgb()));
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(scale, scale);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            Raster raster = new Raster(graphics, typefaces);
            shapes.forEach(raster::paint);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void paint(Shape shape) {
        switch (shape) {
            case Shape.Box box ->
                fill(
                        new RoundRectangle2D.Double(
                                box.x(), box.y(), box.width(), box.height(), 2 * box.round(), 2 * box.round()),
                        box.fill());
            case Shape.Polygon polygon -> {
                Path2D path = path(polygon.points());
                path.closePath();
                fill(path, polygon.fill());
            }
            case Shape.Line line -> {
                graphics.setColor(new Color(line.colour().rgb()));
                graphics.setStroke(
                        line.dashed()
                                ? new BasicStroke(
                                        (float) line.width(),
                                        BasicStroke.CAP_BUTT,
                                        BasicStroke.JOIN_ROUND,
                                        1,
                                        new float[] {2, 3},
                                        0)
                                : new BasicStroke((float) line.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
                graphics.draw(path(line.points()));
            }
            case Shape.Dot dot -> {
                Ellipse2D circle = new Ellipse2D.Double(
                        dot.x() - dot.radius(), dot.y() - dot.radius(), 2 * dot.radius(), 2 * dot.radius());
                fill(circle, dot.fill());
                if (dot.edged()) {
                    graphics.setColor(new Color(Colour.PAPER.rgb()));
                    graphics.setStroke(new BasicStroke(0.7f));
                    graphics.draw(circle);
                }
            }
            case Shape.Text text -> text(text);
        }
    }

    private void fill(java.awt.Shape area, Colour colour) {
        graphics.setColor(new Color(colour.rgb()));
        graphics.fill(area);
    }

    private static Path2D path(List<Point> points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points.getFirst().x(), points.getFirst().y());
        points.subList(1, points.size()).forEach(point -> path.lineTo(point.x(), point.y()));
        return path;
    }

    /** Text in a font that is wider than the layout took it for is squeezed, so that nothing runs into anything. */
    private void text(Shape.Text text) {
        List<Typefaces.Run> runs = typefaces.runs(text.text(), text.lettering());
        double width =
                runs.stream().mapToDouble(run -> width(run.text(), run.font())).sum();
        double room = text.lettering().width(text.text());
        double squeeze = width > room + 0.5 ? room / width : 1;
        double share = text.anchor() == Anchor.START ? 0 : text.anchor() == Anchor.MIDDLE ? 0.5 : 1;
        AffineTransform before = graphics.getTransform();
        graphics.translate(text.x() - share * width * squeeze, text.y());
        graphics.scale(squeeze, 1);
        graphics.setColor(new Color(text.colour().rgb()));
        double x = 0;
        for (Typefaces.Run run : runs) {
            graphics.setFont(run.font());
            graphics.drawString(run.text(), (float) x, 0);
            x += width(run.text(), run.font());
        }
        graphics.setTransform(before);
    }

    private double width(String text, Font font) {
        return font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
    }

    /** The file of an image, with its title and its description in words. */
    static byte[] png(BufferedImage image, String title, String description) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            String format = metadata.getNativeMetadataFormatName();
            IIOMetadataNode texts = new IIOMetadataNode("iTXt");
            texts.appendChild(words("Title", title));
            texts.appendChild(words("Description", description));
            IIOMetadataNode root = new IIOMetadataNode(format);
            root.appendChild(texts);
            metadata.mergeTree(format, root);
            writer.setOutput(out);
            writer.write(metadata, new IIOImage(image, null, metadata), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode words(String keyword, String text) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "");
        entry.setAttribute("translatedKeyword", keyword);
        entry.setAttribute("text", text);
        return entry;
    }
}
